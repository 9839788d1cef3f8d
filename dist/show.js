const e=require("./start.js"),t=require("./cli.js"),n=require("./root.js");let r=require("node:fs"),i=require("node:path");const a=[`bash`,`zsh`,`fish`];function o(e){switch(e){case`bash`:return s();case`zsh`:return`autoload -U +X bashcompinit && bashcompinit\n${s()}`;case`fish`:return c()}}function s(){let e=t.s.map(e=>`    ${e.name}) words="${l(e).join(` `)}" ;;`);return`_genesys_flows() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  case "$previous" in
${u().map(([e,t])=>`    --${e}) COMPREPLY=($(compgen -W "${t.join(` `)}" -- "$current")); return ;;`).join(`
`)}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${t.s.map(({name:e})=>e).join(` `)} --help --version" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${e.join(`
`)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}
complete -F _genesys_flows genesys-flows
`}function c(){let e=t.s,n=e.map(({name:e})=>e).join(` `);return`${e.flatMap(e=>[`complete -c genesys-flows -n "not __fish_seen_subcommand_from ${n}" -f -a ${e.name} -d ${d(e.summary)}`,...[...e.options,...t.c].map(({name:t,short:n,value:r,summary:i})=>[`complete -c genesys-flows -n "__fish_seen_subcommand_from ${e.name}" -l ${t}`,n?`-s ${n}`:``,r===void 0?``:`-r`,typeof r==`object`?`-f -a ${d(r.join(` `))}`:``,`-d ${d(i)}`].filter(e=>e!==``).join(` `))]).join(`
`)}\n`}function l({name:e,options:n}){return[...e===`completion`?a:[],...[...n,...t.c].map(e=>`--${e.name}`)]}function u(){let e=/* @__PURE__ */ new Map,n=t.s;for(let{name:t,value:r}of n.flatMap(({options:e})=>e))typeof r==`object`&&e.set(t,/* @__PURE__ */ new Set([...e.get(t)??[],...r]));return[...e].map(([e,t])=>[e,[...t]])}function d(e){return`'${e.replaceAll(`'`,`\\'`)}'`}function f(e,t){let n=(0,i.join)(e,`examples`,`start`),a=(0,r.readdirSync)(n,{recursive:!0,encoding:`utf8`}).filter(e=>(0,r.statSync)((0,i.join)(n,e)).isFile()).sort(),o=[],s=[];for(let e of a){let a=(0,i.join)(t,e),c=e.split(i.sep).join(`/`);(0,r.existsSync)(a)?s.push(c):((0,r.mkdirSync)((0,i.dirname)(a),{recursive:!0}),(0,r.cpSync)((0,i.join)(n,e),a,{errorOnExist:!0,force:!1}),o.push(c))}return{written:o,kept:s}}function p({written:e,kept:t}){return`${[...e.map(e=>`Written: ${e}`),...t.map(e=>`Kept, because it exists: ${e}`),``,`Next:`,`  1. Set "target_region" in .genesys-flows.yml to the region of your org.`,`  2. Replace "your-org" in the workflow with the owner of the action.`,`  3. Run: genesys-flows validate`,`  4. Commit the files and open a pull request.`].join(`
`)}\n`}async function m({positionals:[e=``]},n){let{explain:r}=await Promise.resolve().then(()=>require("./explain.js"));return n.stdout.write(r(e,n.home,t.o(n.stdout,n.environment))),t.t.success}function h(e){return e.stdout.write(p(f(e.home,n.n(e.folder)))),t.t.success}function g({positionals:[n=``]},r){let i=a.find(e=>e===n);if(!i)throw new e.Fn(`There is no completion for the shell ${JSON.stringify(n.slice(0,80))}`,e.bt(n,a,`Use one of ${a.join(`, `)}.`));return r.stdout.write(o(i)),t.t.success}exports.showCompletion=g,exports.showInit=h,exports.showRule=m;