const e=require("./start.js"),t=require("./action.js");let n=require("node:crypto");var r=Object.defineProperty,i=(e,t,n)=>t in e?r(e,t,{enumerable:!0,configurable:!0,writable:!0,value:n}):e[t]=n,a=(e,t)=>{for(var n in t)r(e,n,{get:t[n],enumerable:!0})},o=(e,t,n)=>i(e,typeof t==`symbol`?t:t+``,n),s={};a(s,{Graph:()=>w,alg:()=>y});var c=Object.defineProperty,l=(e,t)=>{for(var n in t)c(e,n,{get:t[n],enumerable:!0})},u=class{constructor(e){this._isDirected=!0,this._isMultigraph=!1,this._isCompound=!1,this._nodes={},this._in={},this._preds={},this._out={},this._sucs={},this._edgeObjs={},this._edgeLabels={},this._nodeCount=0,this._edgeCount=0,this._defaultNodeLabelFn=()=>{},this._defaultEdgeLabelFn=()=>{},e&&(this._isDirected=`directed`in e?e.directed:!0,this._isMultigraph=`multigraph`in e&&e.multigraph,this._isCompound=`compound`in e&&e.compound),this._isCompound&&(this._parent={},this._children={},this._children[`\0`]={})}isDirected(){return this._isDirected}isMultigraph(){return this._isMultigraph}isCompound(){return this._isCompound}setGraph(e){return this._label=e,this}graph(){return this._label}setDefaultNodeLabel(e){return this._defaultNodeLabelFn=typeof e==`function`?e:()=>e,this}nodeCount(){return this._nodeCount}nodes(){return Object.keys(this._nodes)}sources(){return this.nodes().filter(e=>Object.keys(this._in[e]).length===0)}sinks(){return this.nodes().filter(e=>Object.keys(this._out[e]).length===0)}setNodes(e,t){return e.forEach(e=>{t===void 0?this.setNode(e):this.setNode(e,t)}),this}setNode(e,t){return e in this._nodes?(arguments.length>1&&(this._nodes[e]=t),this):(this._nodes[e]=arguments.length>1?t:this._defaultNodeLabelFn(e),this._isCompound&&(this._parent[e]=`\0`,this._children[e]={},this._children[`\0`][e]=!0),this._in[e]={},this._preds[e]={},this._out[e]={},this._sucs[e]={},++this._nodeCount,this)}node(e){return this._nodes[e]}hasNode(e){return e in this._nodes}removeNode(e){if(e in this._nodes){let t=e=>this.removeEdge(this._edgeObjs[e]);delete this._nodes[e],this._isCompound&&(this._removeFromParentsChildList(e),delete this._parent[e],this.children(e).forEach(e=>{this.setParent(e)}),delete this._children[e]),Object.keys(this._in[e]).forEach(t),delete this._in[e],delete this._preds[e],Object.keys(this._out[e]).forEach(t),delete this._out[e],delete this._sucs[e],--this._nodeCount}return this}setParent(e,t){if(!this._isCompound)throw Error(`Cannot set parent in a non-compound graph`);if(t===void 0)t=`\0`;else{t+=``;for(let n=t;n!==void 0;n=this.parent(n))if(n===e)throw Error(`Setting `+t+` as parent of `+e+` would create a cycle`);this.setNode(t)}return this.setNode(e),this._removeFromParentsChildList(e),this._parent[e]=t,this._children[t][e]=!0,this}parent(e){if(this._isCompound){let t=this._parent[e];if(t!==`\0`)return t}}children(e=`\0`){if(this._isCompound){let t=this._children[e];if(t)return Object.keys(t)}else{if(e===`\0`)return this.nodes();if(this.hasNode(e))return[]}return[]}predecessors(e){let t=this._preds[e];if(t)return Object.keys(t)}successors(e){let t=this._sucs[e];if(t)return Object.keys(t)}neighbors(e){let t=this.predecessors(e);if(t){let n=new Set(t),r=this.successors(e);if(r)for(let e of r)n.add(e);return Array.from(n.values())}}isLeaf(e){let t;return t=this.isDirected()?this.successors(e):this.neighbors(e),(t?.length??0)===0}filterNodes(e){let t=new this.constructor({directed:this._isDirected,multigraph:this._isMultigraph,compound:this._isCompound});t.setGraph(this.graph()),Object.entries(this._nodes).forEach(([n,r])=>{e(n)&&t.setNode(n,r)}),Object.values(this._edgeObjs).forEach(e=>{t.hasNode(e.v)&&t.hasNode(e.w)&&t.setEdge(e,this.edge(e))});let n={},r=e=>{let i=this.parent(e);return!i||t.hasNode(i)?(n[e]=i,i):i in n?n[i]:r(i)};return this._isCompound&&t.nodes().forEach(e=>t.setParent(e,r(e))),t}setDefaultEdgeLabel(e){return this._defaultEdgeLabelFn=typeof e==`function`?e:()=>e,this}edgeCount(){return this._edgeCount}edges(){return Object.values(this._edgeObjs)}setPath(e,t){return e.reduce((e,n)=>(t===void 0?this.setEdge(e,n):this.setEdge(e,n,t),n)),this}setEdge(e,t,n,r){let i,a,o,s,c=!1;typeof e==`object`&&e&&`v`in e?(i=e.v,a=e.w,o=e.name,arguments.length===2&&(s=t,c=!0)):(i=e,a=t,o=r,arguments.length>2&&(s=n,c=!0)),i=``+i,a=``+a,o!==void 0&&(o=``+o);let l=p(this._isDirected,i,a,o);if(l in this._edgeLabels)return c&&(this._edgeLabels[l]=s),this;if(o!==void 0&&!this._isMultigraph)throw Error(`Cannot set a named edge when isMultigraph = false`);this.setNode(i),this.setNode(a),this._edgeLabels[l]=c?s:this._defaultEdgeLabelFn(i,a,o);let u=m(this._isDirected,i,a,o);return i=u.v,a=u.w,Object.freeze(u),this._edgeObjs[l]=u,d(this._preds[a],i),d(this._sucs[i],a),this._in[a][l]=u,this._out[i][l]=u,this._edgeCount++,this}edge(e,t,n){let r=arguments.length===1?h(this._isDirected,e):p(this._isDirected,e,t,n);return this._edgeLabels[r]}edgeAsObj(e,t,n){let r=arguments.length===1?this.edge(e):this.edge(e,t,n);return typeof r!=`object`||!r?{label:r}:r}hasEdge(e,t,n){return(arguments.length===1?h(this._isDirected,e):p(this._isDirected,e,t,n))in this._edgeLabels}removeEdge(e,t,n){let r=arguments.length===1?h(this._isDirected,e):p(this._isDirected,e,t,n),i=this._edgeObjs[r];if(i){let e=i.v,t=i.w;delete this._edgeLabels[r],delete this._edgeObjs[r],f(this._preds[t],e),f(this._sucs[e],t),delete this._in[t][r],delete this._out[e][r],this._edgeCount--}return this}inEdges(e,t){return this.isDirected()?this.filterEdges(this._in[e],e,t):this.nodeEdges(e,t)}outEdges(e,t){return this.isDirected()?this.filterEdges(this._out[e],e,t):this.nodeEdges(e,t)}nodeEdges(e,t){if(e in this._nodes)return this.filterEdges({...this._in[e],...this._out[e]},e,t)}_removeFromParentsChildList(e){delete this._children[this._parent[e]][e]}filterEdges(e,t,n){if(!e)return;let r=Object.values(e);return n?r.filter(e=>e.v===t&&e.w===n||e.v===n&&e.w===t):r}};function d(e,t){e[t]?e[t]++:e[t]=1}function f(e,t){e[t]!==void 0&&!--e[t]&&delete e[t]}function p(e,t,n,r){let i=``+t,a=``+n;if(!e&&i>a){let e=i;i=a,a=e}return i+``+a+``+(r===void 0?`\0`:r)}function m(e,t,n,r){let i=``+t,a=``+n;if(!e&&i>a){let e=i;i=a,a=e}let o={v:i,w:a};return r&&(o.name=r),o}function h(e,t){return p(e,t.v,t.w,t.name)}l({},{read:()=>ee,write:()=>g});function g(e){let t={options:{directed:e.isDirected(),multigraph:e.isMultigraph(),compound:e.isCompound()},nodes:_(e),edges:v(e)},n=e.graph();return n!==void 0&&(t.value=structuredClone(n)),t}function _(e){return e.nodes().map(t=>{let n=e.node(t),r=e.parent(t),i={v:t};return n!==void 0&&(i.value=n),r!==void 0&&(i.parent=r),i})}function v(e){return e.edges().map(t=>{let n=e.edge(t),r={v:t.v,w:t.w};return t.name!==void 0&&(r.name=t.name),n!==void 0&&(r.value=n),r})}function ee(e){let t=new u(e.options);return e.value!==void 0&&t.setGraph(e.value),e.nodes.forEach(e=>{t.setNode(e.v,e.value),e.parent&&t.setParent(e.v,e.parent)}),e.edges.forEach(e=>{t.setEdge({v:e.v,w:e.w,name:e.name},e.value)}),t}var y={};l(y,{CycleException:()=>S,bellmanFord:()=>ne,components:()=>ie,dijkstra:()=>x,dijkstraAll:()=>se,findCycles:()=>le,floydWarshall:()=>de,isAcyclic:()=>pe,postorder:()=>_e,preorder:()=>ve,prim:()=>ye,shortestPaths:()=>be,tarjan:()=>ce,topsort:()=>C});var te=()=>1;function ne(e,t,n,r){return re(e,String(t),n||te,r||function(t){return e.outEdges(t)??[]})}function re(e,t,n,r){let i={},a,o=0,s=e.nodes(),c=function(e){let t=i[e.v],r=i[e.w];if(!t||!r)return;let o=n(e);t.distance+o<r.distance&&(i[e.w]={distance:t.distance+o,predecessor:e.v},a=!0)},l=function(){s.forEach(function(e){r(e).forEach(function(t){let n=t.v===e?t.v:t.w,r=n===t.v?t.w:t.v;c({v:n,w:r})})})};s.forEach(function(e){i[e]={distance:e===t?0:1/0,predecessor:``}});let u=s.length;for(let e=1;e<u&&(a=!1,o++,l(),a);e++);if(o===u-1&&(a=!1,l(),a))throw Error(`The graph contains a negative weight cycle`);return i}function ie(e){let t={},n=[],r;function i(n){var a,o;n in t||(t[n]=!0,r.push(n),(a=e.successors(n))==null||a.forEach(i),(o=e.predecessors(n))==null||o.forEach(i))}return e.nodes().forEach(function(e){r=[],i(e),r.length&&n.push(r)}),n}var b=class{constructor(){this._arr=[],this._keyIndices={}}size(){return this._arr.length}keys(){return this._arr.map(e=>e.key)}has(e){return e in this._keyIndices}priority(e){let t=this._keyIndices[e];if(t!==void 0)return this._arr[t].priority}min(){if(this.size()===0)throw Error(`Queue underflow`);return this._arr[0].key}add(e,t){let n=this._keyIndices,r=String(e);if(!(r in n)){let e=this._arr,i=e.length;return n[r]=i,e.push({key:r,priority:t}),this._decrease(i),!0}return!1}removeMin(){if(this.size()===0)throw Error(`Queue underflow`);this._swap(0,this._arr.length-1);let e=this._arr.pop();return delete this._keyIndices[e.key],this._heapify(0),e.key}decrease(e,t){let n=this._keyIndices[e];if(n===void 0)throw Error(`Key not found: ${e}`);let r=this._arr[n].priority;if(t>r)throw Error(`New priority is greater than current priority. Key: ${e} Old: ${r} New: ${t}`);this._arr[n].priority=t,this._decrease(n)}_heapify(e){let t=this._arr,n=2*e,r=n+1,i=e;n<t.length&&(i=t[n].priority<t[i].priority?n:i,r<t.length&&(i=t[r].priority<t[i].priority?r:i),i!==e&&(this._swap(e,i),this._heapify(i)))}_decrease(e){let t=this._arr,n=t[e].priority,r;for(;e!==0&&(r=e>>1,!(t[r].priority<n));)this._swap(e,r),e=r}_swap(e,t){let n=this._arr,r=this._keyIndices,i=n[e],a=n[t];n[e]=a,n[t]=i,r[a.key]=e,r[i.key]=t}},ae=()=>1;function x(e,t,n,r){return oe(e,String(t),n||ae,r||function(t){return e.outEdges(t)??[]})}function oe(e,t,n,r){let i={},a=new b,o,s,c=function(e){let t=e.v===o?e.w:e.v,r=i[t];if(!r)return;let c=n(e),l=s.distance+c;if(c<0)throw Error(`dijkstra does not allow negative edge weights. Bad edge: `+e+` Weight: `+c);l<r.distance&&(r.distance=l,r.predecessor=o,a.decrease(t,l))};for(e.nodes().forEach(function(e){let n=e===t?0:1/0;i[e]={distance:n,predecessor:``},a.add(e,n)});a.size()>0;){o=a.removeMin();let e=i[o];if(!e||e.distance===1/0)break;s=e,r(o).forEach(c)}return i}function se(e,t,n){return e.nodes().reduce(function(r,i){return r[i]=x(e,i,t,n),r},{})}function ce(e){let t=0,n=[],r={},i=[];function a(o){var s;let c=r[o]={onStack:!0,lowlink:t,index:t++};if(n.push(o),(s=e.successors(o))==null||s.forEach(function(e){if(e in r){let t=r[e];t!=null&&t.onStack&&(c.lowlink=Math.min(c.lowlink,t.index))}else{a(e);let t=r[e];t&&(c.lowlink=Math.min(c.lowlink,t.lowlink))}}),c.lowlink===c.index){let e=[],t;do{t=n.pop();let i=r[t];i&&(i.onStack=!1),e.push(t)}while(o!==t);i.push(e)}}return e.nodes().forEach(function(e){e in r||a(e)}),i}function le(e){return ce(e).filter(function(t){let n=t[0];return n?t.length>1||t.length===1&&(e.outEdges(n,n)??[]).length>0:!1})}var ue=()=>1;function de(e,t,n){return fe(e,t||ue,n||function(t){return e.outEdges(t)??[]})}function fe(e,t,n){let r={},i=e.nodes();return i.forEach(function(e){let a={};r[e]=a,a[e]={distance:0,predecessor:``},i.forEach(function(t){e!==t&&(a[t]={distance:1/0,predecessor:``})}),n(e).forEach(function(n){let r=n.v===e?n.w:n.v,i=t(n);a[r]={distance:i,predecessor:e}})}),i.forEach(function(e){let t=r[e];t&&i.forEach(function(n){let a=r[n];a&&i.forEach(function(n){let r=a[e],i=t[n],o=a[n];if(r&&i&&o){let e=r.distance+i.distance;e<o.distance&&(o.distance=e,o.predecessor=i.predecessor)}})})}),r}var S=class extends Error{constructor(e){super(e),this.name=`CycleException`}};function C(e){let t={},n={},r=[];function i(a){var o;if(a in n)throw new S;a in t||(n[a]=!0,t[a]=!0,(o=e.predecessors(a))==null||o.forEach(i),delete n[a],r.push(a))}if(e.sinks().forEach(i),Object.keys(t).length!==e.nodeCount())throw new S;return r}function pe(e){try{C(e)}catch(e){if(e instanceof S)return!1;throw e}return!0}function me(e,t,n,r,i){Array.isArray(t)||(t=[t]);let a=(t=>(e.isDirected()?e.successors(t):e.neighbors(t))??[]),o={};return t.forEach(function(t){if(!e.hasNode(t))throw Error(`Graph does not have node: `+t);i=he(e,t,n===`post`,o,a,r,i)}),i}function he(e,t,n,r,i,a,o){return t in r||(r[t]=!0,n||(o=a(o,t)),i(t).forEach(function(t){o=he(e,t,n,r,i,a,o)}),n&&(o=a(o,t))),o}function ge(e,t,n){return me(e,t,n,function(e,t){return e.push(t),e},[])}function _e(e,t){return ge(e,t,`post`)}function ve(e,t){return ge(e,t,`pre`)}function ye(e,t){var n;let r=new u,i={},a=new b,o;function s(e){let n=e.v===o?e.w:e.v,r=a.priority(n);if(r!==void 0){let s=t(e);s<r&&(i[n]=o,a.decrease(n,s))}}if(e.nodeCount()===0)return r;e.nodes().forEach(function(e){a.add(e,1/0),r.setNode(e)});let c=e.nodes()[0];c!==void 0&&a.decrease(c,0);let l=!1;for(;a.size()>0;){if(o=a.removeMin(),o in i)r.setEdge(o,i[o]);else{if(l)throw Error(`Input graph is not connected: `+e);l=!0}(n=e.nodeEdges(o))==null||n.forEach(s)}return r}function be(e,t,n,r){return xe(e,t,n,r??(t=>e.outEdges(t)??[]))}function xe(e,t,n,r){if(n===void 0)return x(e,t,n,r);let i=!1,a=e.nodes();for(let o=0;o<a.length;o++){let s=a[o];if(s===void 0)continue;let c=r(s);for(let e=0;e<c.length;e++){let t=c[e];if(!t)continue;let r=t.v===s?t.v:t.w;n({v:r,w:r===t.v?t.w:t.v})<0&&(i=!0)}if(i)return ne(e,t,n,r)}return x(e,t,n,r)}var w=u;function T(e,t,n,r){let i=r;for(;e.hasNode(i);)i=N(r);return n.dummy=t,e.setNode(i,n),i}function Se(e){let t=new w().setGraph(e.graph());return e.nodes().forEach(n=>t.setNode(n,e.node(n))),e.edges().forEach(n=>{let r=t.edge(n.v,n.w)||{weight:0,minlen:1},i=e.edge(n);t.setEdge(n.v,n.w,{weight:r.weight+i.weight,minlen:Math.max(r.minlen,i.minlen)})}),t}function Ce(e){let t=new w({multigraph:e.isMultigraph()}).setGraph(e.graph());return e.nodes().forEach(n=>{e.children(n).length||t.setNode(n,e.node(n))}),e.edges().forEach(n=>{t.setEdge(n,e.edge(n))}),t}function E(e,t){let n=e.x,r=e.y,i=t.x-n,a=t.y-r,o=e.width/2,s=e.height/2;if(!i&&!a)throw Error(`Not possible to find intersection inside of the rectangle`);let c,l;return i===0||Math.abs(a)*o>Math.abs(i)*s?(a<0&&(s=-s),c=s*i/a,l=s):(i<0&&(o=-o),c=o,l=o*a/i),{x:n+c,y:r+l}}function D(e){let t=P(j(e)+1).map(()=>[]);return e.nodes().forEach(n=>{let r=e.node(n),i=r.rank;i!==void 0&&(t[i]||(t[i]=[]),t[i][r.order]=n)}),t}function we(e){let t=e.nodes().map(t=>{let n=e.node(t).rank;return n===void 0?Number.MAX_VALUE:n}),n=A(Math.min,t);e.nodes().forEach(t=>{let r=e.node(t);Object.hasOwn(r,`rank`)&&(r.rank-=n)})}function Te(e){let t=e.nodes().map(t=>e.node(t).rank).filter(e=>e!==void 0),n=A(Math.min,t),r=[];e.nodes().forEach(t=>{let i=e.node(t).rank-n;r[i]||(r[i]=[]),r[i].push(t)});let i=0,a=e.graph().nodeRankFactor;Array.from(r).forEach((t,n)=>{t===void 0&&n%a!==0?--i:t!==void 0&&i&&t.forEach(t=>e.node(t).rank+=i)})}function O(e,t,n,r){let i={width:0,height:0};return arguments.length>=4&&(i.rank=n,i.order=r),T(e,`border`,i,t)}function Ee(e,t=k){let n=[];for(let r=0;r<e.length;r+=t){let i=e.slice(r,r+t);n.push(i)}return n}var k=65535;function A(e,t){return t.length>k?e(...Ee(t).map(t=>e(...t))):e(...t)}function j(e){let t=e.nodes().map(t=>{let n=e.node(t).rank;return n===void 0?Number.MIN_VALUE:n});return A(Math.max,t)}function De(e,t){let n={lhs:[],rhs:[]};return e.forEach(e=>{t(e)?n.lhs.push(e):n.rhs.push(e)}),n}function Oe(e,t){let n=Date.now();try{return t()}finally{console.log(e+` time: `+(Date.now()-n)+`ms`)}}function M(e,t){return t()}var ke=0;function N(e){return e+(``+ ++ke)}function P(e,t,n=1){t??(t=e,e=0);let r=e=>e<t;n<0&&(r=e=>t<e);let i=[];for(let t=e;r(t);t+=n)i.push(t);return i}function F(e,t){let n={};for(let r of t)e[r]!==void 0&&(n[r]=e[r]);return n}function I(e,t){let n;return n=typeof t==`string`?e=>e[t]:t,Object.entries(e).reduce((e,[t,r])=>(e[t]=n(r,t),e),{})}function Ae(e,t){return e.reduce((e,n,r)=>(e[n]=t[r],e),{})}var L=`\0`;function je(e,t,n){if(!(e&&t&&n&&t.dummy===`edge`&&n.dummy===`edge`&&t.edgeObj&&n.edgeObj&&e[t.edgeObj.v]&&e[n.edgeObj.v]&&e[t.edgeObj.w]&&e[n.edgeObj.w]))return 0;let r=!0;t.edgeObj.w===n.edgeObj.w&&(r=!1);let i=r?e[t.edgeObj.v]?.rank??NaN:e[t.edgeObj.w]?.rank??NaN,a=Object.entries(e).find(e=>e[1].edgeObj?.v===t.edgeObj.v&&e[1].edgeObj?.w===t.edgeObj.w&&e[1].rank===i),o=Object.entries(e).find(e=>e[1].edgeObj?.v===n.edgeObj.v&&e[1].edgeObj?.w===n.edgeObj.w&&e[1].rank===i);if(!a||!o)return 0;let s=a[1].order??NaN,c=o[1].order??NaN;return isNaN(s-c)?0:s-c}var Me=`3.1.3`,Ne=class{constructor(){o(this,`_sentinel`);let e={};e._next=e._prev=e,this._sentinel=e}dequeue(){let e=this._sentinel,t=e._prev;if(t!==e)return Pe(t),t}enqueue(e){let t=this._sentinel;e._prev&&e._next&&Pe(e),e._next=t._next,t._next._prev=e,t._next=e,e._prev=t}toString(){let e=[],t=this._sentinel,n=t._prev;for(;n!==t;)e.push(JSON.stringify(n,Fe)),n=n._prev;return`[`+e.join(`, `)+`]`}};function Pe(e){e._prev._next=e._next,e._next._prev=e._prev,delete e._next,delete e._prev}function Fe(e,t){if(e!==`_next`&&e!==`_prev`)return t}var Ie=Ne,Le=()=>1;function Re(e,t){if(e.nodeCount()<=1)return[];let n=Be(e,t||Le);return ze(n.graph,n.buckets,n.zeroIdx).flatMap(t=>e.outEdges(t.v,t.w)||[])}function ze(e,t,n){let r=[],i=t[t.length-1],a=t[0],o;for(;e.nodeCount();){for(;o=a.dequeue();)R(e,t,n,o);for(;o=i.dequeue();)R(e,t,n,o);if(e.nodeCount()){for(let i=t.length-2;i>0;--i)if(o=t[i]?.dequeue(),o){r=r.concat(R(e,t,n,o,!0)||[]);break}}}return r}function R(e,t,n,r,i){let a=[],o=i?a:void 0;return(e.inEdges(r.v)||[]).forEach(r=>{let o=e.edge(r),s=e.node(r.v);i&&a.push({v:r.v,w:r.w}),s.out-=o,z(t,n,s)}),(e.outEdges(r.v)||[]).forEach(r=>{let i=e.edge(r),a=r.w,o=e.node(a);o.in-=i,z(t,n,o)}),e.removeNode(r.v),o}function Be(e,t){let n=new w,r=0,i=0;e.nodes().forEach(e=>{n.setNode(e,{v:e,in:0,out:0})}),e.edges().forEach(e=>{let a=n.edge(e.v,e.w)||0,o=t(e),s=a+o;n.setEdge(e.v,e.w,s);let c=n.node(e.v),l=n.node(e.w);i=Math.max(i,c.out+=o),r=Math.max(r,l.in+=o)});let a=Ve(i+r+3).map(()=>new Ie),o=r+1;return n.nodes().forEach(e=>{z(a,o,n.node(e))}),{graph:n,buckets:a,zeroIdx:o}}function z(e,t,n){var r,i,a;n.out?n.in?(a=e[n.out-n.in+t])==null||a.enqueue(n):(i=e[e.length-1])==null||i.enqueue(n):(r=e[0])==null||r.enqueue(n)}function Ve(e){let t=[];for(let n=0;n<e;n++)t.push(n);return t}function He(e,t){(e.graph().acyclicer===`greedy`?Re(e,n(e)):Ue(e,t??null)).forEach(t=>{let n=e.edge(t);e.removeEdge(t),n.forwardName=t.name,n.reversed=!0,e.setEdge(t.w,t.v,n,N(`rev`))});function n(e){return t=>e.edge(t).weight}}function Ue(e,t){let n=[],r={},i={};function a(t){Object.hasOwn(i,t)||(i[t]=!0,r[t]=!0,e.outEdges(t).forEach(e=>{Object.hasOwn(r,e.w)?n.push(e):a(e.w)}),delete r[t])}function o(a){var s;Object.hasOwn(i,a)||(i[a]=!0,r[a]=!0,(s=e.outEdges(a))==null||s.forEach(i=>{Object.hasOwn(r,i.w)||t.node(a)?.rank>t.node(i.w)?.rank&&Ge(e,i.w,i)?n.push(i):o(i.w)}),delete r[a])}let s=a;return t&&typeof t.node==`function`&&(s=o),e.sources().forEach(s),e.nodes().forEach(s),n}function We(e){e.edges().forEach(t=>{let n=e.edge(t);if(n.reversed){e.removeEdge(t);let r=n.forwardName;delete n.reversed,delete n.forwardName,e.setEdge(t.w,t.v,n,r)}})}function Ge(e,t,n){let r=/* @__PURE__ */ new Set;function i(t){if(e.sources().includes(t))return!0;r.add(t);for(let a of e.inEdges(t)??[])if((a.v!==n.v||a.w!==n.w)&&!r.has(a.v)&&i(a.v))return!0;return!1}return i(t)}function Ke(e){e.graph().dummyChains=[],e.edges().forEach(t=>qe(e,t))}function qe(e,t){let n=t.v,r=e.node(n).rank,i=t.w,a=e.node(i).rank,o=t.name,s=e.edge(t),c=s.labelRank;if(a===r+1)return;e.removeEdge(t);let l,u,d=0;for(++r;r<a;++d,++r)s.points=[],u={width:0,height:0,edgeLabel:s,edgeObj:t,rank:r},l=T(e,`edge`,u,`_d`),r===c&&(u.width=s.width,u.height=s.height,u.dummy=`edge-label`,u.labelpos=s.labelpos),e.setEdge(n,l,{weight:s.weight},o),d===0&&e.graph().dummyChains.push(l),n=l;e.setEdge(n,i,{weight:s.weight},o)}function Je(e){e.graph().dummyChains.forEach(t=>{let n=e.node(t),r=n.edgeLabel,i;for(e.setEdge(n.edgeObj,r);n.dummy;)i=e.successors(t)[0],e.removeNode(t),r.points.push({x:n.x,y:n.y}),n.dummy===`edge-label`&&(r.x=n.x,r.y=n.y,r.width=n.width,r.height=n.height),t=i,n=e.node(t)})}function B(e){let t={};function n(r){let i=e.node(r);if(Object.hasOwn(t,r))return i.rank;t[r]=!0;let a=e.outEdges(r),o=a?a.map(t=>t==null?1/0:n(t.w)-e.edge(t).minlen):[],s=A(Math.min,o);return s===1/0&&(s=0),i.rank=s}e.sources().forEach(n)}function V(e,t){return e.node(t.w).rank-e.node(t.v).rank-e.edge(t).minlen}var H=Ye;function Ye(e){let t=new w({directed:!1}),n=e.nodes();if(n.length===0)throw Error(`Graph must have at least one node`);let r=n[0],i=e.nodeCount();t.setNode(r,{});let a,o;for(;Xe(t,e)<i&&(a=Ze(t,e),a);)o=t.hasNode(a.v)?V(e,a):-V(e,a),Qe(t,e,o);return t}function Xe(e,t){function n(r){let i=t.nodeEdges(r);i&&i.forEach(i=>{let a=i.v,o=r===a?i.w:a;!e.hasNode(o)&&!V(t,i)&&(e.setNode(o,{}),e.setEdge(r,o,{}),n(o))})}return e.nodes().forEach(n),e.nodeCount()}function Ze(e,t){return t.edges().reduce((n,r)=>{let i=1/0;return e.hasNode(r.v)!==e.hasNode(r.w)&&(i=V(t,r)),i<n[0]?[i,r]:n},[1/0,null])[1]}function Qe(e,t,n){e.nodes().forEach(e=>t.node(e).rank+=n)}var{preorder:$e,postorder:et}=y,tt=U;U.initLowLimValues=K,U.initCutValues=W,U.calcCutValue=G,U.leaveEdge=J,U.enterEdge=rt,U.exchangeEdges=it;function U(e){e=Se(e),B(e);let t=H(e);K(t),W(t,e);let n,r;for(;n=J(t);)r=rt(t,e,n),it(t,e,n,r)}function W(e,t){let n=et(e,e.nodes());n=n.slice(0,n.length-1),n.forEach(n=>nt(e,t,n))}function nt(e,t,n){let r=e.node(n).parent,i=e.edge(n,r);i.cutvalue=G(e,t,n)}function G(e,t,n){let r=e.node(n).parent,i=!0,a=t.edge(n,r),o=0;a||=(i=!1,t.edge(r,n)),o=a.weight;let s=t.nodeEdges(n);return s&&s.forEach(a=>{let s=a.v===n,c=s?a.w:a.v;if(c!==r){let r=s===i,l=t.edge(a).weight;if(o+=r?l:-l,ot(e,n,c)){let t=e.edge(n,c).cutvalue;o+=r?-t:t}}}),o}function K(e,t){arguments.length<2&&(t=e.nodes()[0]),q(e,{},1,t)}function q(e,t,n,r,i){let a=n,o=e.node(r);t[r]=!0;let s=e.neighbors(r);return s&&s.forEach(i=>{Object.hasOwn(t,i)||(n=q(e,t,n,i,r))}),o.low=a,o.lim=n++,i?o.parent=i:delete o.parent,n}function J(e){return e.edges().find(t=>e.edge(t).cutvalue<0)}function rt(e,t,n){let r=n.v,i=n.w;t.hasEdge(r,i)||(r=n.w,i=n.v);let a=e.node(r),o=e.node(i),s=a,c=!1;return a.lim>o.lim&&(s=o,c=!0),t.edges().filter(t=>c===st(e,e.node(t.v),s)&&c!==st(e,e.node(t.w),s)).reduce((e,n)=>V(t,n)<V(t,e)?n:e)}function it(e,t,n,r){let i=n.v,a=n.w;e.removeEdge(i,a),e.setEdge(r.v,r.w,{}),K(e),W(e,t),at(e,t)}function at(e,t){let n=e.nodes().find(t=>!e.node(t).parent);if(!n)return;let r=$e(e,[n]);r=r.slice(1),r.forEach(n=>{let r=e.node(n).parent,i=t.edge(n,r),a=!1;i||(i=t.edge(r,n),a=!0),t.node(n).rank=t.node(r).rank+(a?i.minlen:-i.minlen)})}function ot(e,t,n){return e.hasEdge(t,n)}function st(e,t,n){return n.low<=t.lim&&t.lim<=n.lim}var ct=lt;function lt(e){let t=e.graph().ranker;if(typeof t==`function`)return t(e);switch(t){case`network-simplex`:ft(e);break;case`tight-tree`:dt(e);break;case`longest-path`:ut(e);break;case`none`:break;default:ft(e)}}var ut=B;function dt(e){B(e),H(e)}function ft(e){tt(e)}var pt=mt;function mt(e){let t=gt(e),n=e.graph();Array.isArray(n.dummyChains)&&n.dummyChains.forEach(n=>{let r=e.node(n),i=r.edgeObj,a=ht(e,t,i.v,i.w),o=a.path,s=a.lca,c=0,l=o[c],u=!0;for(;n!==i.w;){if(r=e.node(n),u){for(;(l=o[c])!==s&&e.node(l).maxRank<r.rank;)c++;l===s&&(u=!1)}if(!u){for(;c<o.length-1&&e.node(o[c+1]).minRank<=r.rank;)c++;l=o[c]}l!==void 0&&e.setParent(n,l),n=e.successors(n)[0]}})}function ht(e,t,n,r){let i=[],a=[],o=Math.min(t[n].low,t[r].low),s=Math.max(t[n].lim,t[r].lim),c;c=n;do c=e.parent(c),i.push(c);while(c&&(t[c].low>o||s>t[c].lim));let l=c,u=r;for(;(u=e.parent(u))!==l;)a.push(u);return{path:i.concat(a.reverse()),lca:l}}function gt(e){let t={},n=0;function r(i){let a=n;e.children(i).forEach(r),t[i]={low:a,lim:n++}}return e.children(L).forEach(r),t}function _t(e){let t=T(e,`root`,{},`_root`),n=yt(e),r=Object.values(n),i=A(Math.max,r)-1,a=2*i+1;e.graph().nestingRoot=t,e.edges().forEach(t=>e.edge(t).minlen*=a);let o=bt(e)+1;e.children(L).forEach(r=>{vt(e,t,a,o,i,n,r)}),e.graph().nodeRankFactor=a}function vt(e,t,n,r,i,a,o){let s=e.children(o);if(!s.length){o!==t&&e.setEdge(t,o,{weight:0,minlen:n});return}let c=O(e,`_bt`),l=O(e,`_bb`),u=e.node(o);e.setParent(c,o),u.borderTop=c,e.setParent(l,o),u.borderBottom=l,s.forEach(s=>{vt(e,t,n,r,i,a,s);let u=e.node(s),d=u.borderTop?u.borderTop:s,f=u.borderBottom?u.borderBottom:s,p=u.borderTop?r:2*r,m=d===f?i-(a[o]??0)+1:1;e.setEdge(c,d,{weight:p,minlen:m,nestingEdge:!0}),e.setEdge(f,l,{weight:p,minlen:m,nestingEdge:!0})}),e.parent(o)||e.setEdge(t,c,{weight:0,minlen:i+(a[o]??0)})}function yt(e){let t={};function n(r,i){let a=e.children(r);a&&a.length&&a.forEach(e=>n(e,i+1)),t[r]=i}return e.children(L).forEach(e=>n(e,1)),t}function bt(e){return e.edges().reduce((t,n)=>t+e.edge(n).weight,0)}function xt(e){let t=e.graph();e.removeNode(t.nestingRoot),delete t.nestingRoot,e.edges().forEach(t=>{e.edge(t).nestingEdge&&e.removeEdge(t)})}var St=Ct;function Ct(e){function t(n){let r=e.children(n),i=e.node(n);if(r.length&&r.forEach(t),i&&Object.hasOwn(i,`minRank`)){i.borderLeft=[],i.borderRight=[];for(let t=i.minRank,r=i.maxRank+1;t<r;++t)wt(e,`borderLeft`,`_bl`,n,i,t),wt(e,`borderRight`,`_br`,n,i,t)}}e.children(L).forEach(t)}function wt(e,t,n,r,i,a){let o={width:0,height:0,rank:a,borderType:t},s=i[t][a-1],c=T(e,`border`,o,n);i[t][a]=c,e.setParent(c,r),s&&e.setEdge(s,c,{weight:1})}function Tt(e){let t=e.graph().rankdir?.toLowerCase();(t===`lr`||t===`rl`)&&Dt(e)}function Et(e){let t=e.graph().rankdir?.toLowerCase();(t===`bt`||t===`rl`)&&kt(e),(t===`lr`||t===`rl`)&&(At(e),Dt(e))}function Dt(e){e.nodes().forEach(t=>Ot(e.node(t))),e.edges().forEach(t=>Ot(e.edge(t)))}function Ot(e){let t=e.width;e.width=e.height,e.height=t}function kt(e){e.nodes().forEach(t=>Y(e.node(t))),e.edges().forEach(t=>{var n;let r=e.edge(t);(n=r.points)==null||n.forEach(Y),Object.hasOwn(r,`y`)&&Y(r)})}function Y(e){e.y=-e.y}function At(e){e.nodes().forEach(t=>X(e.node(t))),e.edges().forEach(t=>{var n;let r=e.edge(t);(n=r.points)==null||n.forEach(X),Object.hasOwn(r,`x`)&&X(r)})}function X(e){let t=e.x;e.x=e.y,e.y=t}function jt(e,t=null){let n={},r=e.nodes().filter(t=>!e.children(t).length),i=r.map(t=>e.node(t).rank),a=P(A(Math.max,i)+1).map(()=>[]);function o(t){if(n[t])return;n[t]=!0;let r=e.node(t);a[r.rank].push(t);let i=e.successors(t);i&&[...i].sort((e,t)=>s(e,t)).forEach(o)}r.sort((t,n)=>e.node(t).rank-e.node(n).rank).forEach(o);function s(n,r){return je(t,e.node(n),e.node(r))}return a}function Mt(e,t){let n=0;for(let r=1;r<t.length;++r)n+=Nt(e,t[r-1],t[r]);return n}function Nt(e,t,n){let r=Ae(n,n.map((e,t)=>t)),i=t.flatMap(t=>{let n=e.outEdges(t);return n?n.map(t=>({pos:r[t.w],weight:e.edge(t).weight})).sort((e,t)=>e.pos-t.pos):[]}),a=1;for(;a<n.length;)a<<=1;let o=2*a-1;--a;let s=Array(o).fill(0),c=0;return i.forEach(e=>{let t=e.pos+a;s[t]+=e.weight;let n=0;for(;t>0;)t%2&&(n+=s[t+1]),t=t-1>>1,s[t]+=e.weight;c+=e.weight*n}),c}function Pt(e,t=[]){return t.map(t=>{let n=e.inEdges(t);if(!n||!n.length)return{v:t};{let r=n.reduce((t,n)=>{let r=e.edge(n),i=e.node(n.v);return{sum:t.sum+r.weight*i.order,weight:t.weight+r.weight}},{sum:0,weight:0});return{v:t,barycenter:r.sum/r.weight,weight:r.weight}}})}function Ft(e,t){let n={};return e.forEach((e,t)=>{let r={indegree:0,in:[],out:[],vs:[e.v],i:t};e.barycenter!==void 0&&(r.barycenter=e.barycenter,r.weight=e.weight),n[e.v]=r}),t.edges().forEach(e=>{let t=n[e.v],r=n[e.w];t!==void 0&&r!==void 0&&(r.indegree++,t.out.push(r))}),It(Object.values(n).filter(e=>!e.indegree))}function It(e){let t=[];function n(e){return t=>{t.merged||(t.barycenter===void 0||e.barycenter===void 0||t.barycenter>=e.barycenter)&&Lt(e,t)}}function r(t){return n=>{n.in.push(t),--n.indegree===0&&e.push(n)}}for(;e.length;){let i=e.pop();t.push(i),i.in.reverse().forEach(n(i)),i.out.forEach(r(i))}return t.filter(e=>!e.merged).map(e=>F(e,[`vs`,`i`,`barycenter`,`weight`]))}function Lt(e,t){let n=0,r=0;e.weight&&(n+=e.barycenter*e.weight,r+=e.weight),t.weight&&(n+=t.barycenter*t.weight,r+=t.weight),e.vs=t.vs.concat(e.vs),e.barycenter=n/r,e.weight=r,e.i=Math.min(t.i,e.i),t.merged=!0}function Rt(e,t,n,r,i){let a={},o=null,s=null,c=i;typeof t==`boolean`?(c=t,a={}):t&&(a=t,o=n??null,s=r??null);let l=De(e,e=>Object.hasOwn(e,`barycenter`)),u=l.lhs,d=l.rhs.sort((e,t)=>t.i-e.i),f=[],p=0,m=0,h=0;u.sort(Bt(s,o,!!c));for(let[e,t]of Object.entries(a)){let n=u.findIndex(t=>t.vs[0]===e);u.splice(n+1,0,t)}h=zt(f,d,h),u.forEach(e=>{h+=e.vs.length,f.push(e.vs),p+=e.barycenter*e.weight,m+=e.weight,h=zt(f,d,h)});let g={vs:f.flat(1)};return m&&(g.barycenter=p/m,g.weight=m),g}function zt(e,t,n){let r;for(;t.length&&(r=t[t.length-1]).i<=n;)t.pop(),e.push(r.vs),n++;return n}function Bt(e,t,n){return(r,i)=>{if(r.barycenter<i.barycenter)return-1;if(r.barycenter>i.barycenter)return 1;if(e&&(typeof r.vs[0]==`string`||typeof i.vs[0]==`string`)){let n=je(t,e.node(r.vs[0]),e.node(i.vs[0]));if(n!==0)return n}return n?i.i-r.i:r.i-i.i}}function Vt(e,t,n,r,i){var a,o;let s=null,c=i;typeof r==`boolean`?(c=r,s=null):r!==void 0&&(s=r);let l=e.children(t),u=e.node(t),d=u?u.borderLeft:void 0,f=u?u.borderRight:void 0,p={};d&&(l=l.filter(e=>e!==d&&e!==f));let m=Pt(e,l);m.forEach(t=>{if(e.children(t.v).length){let{result:r}=Vt(e,t.v,n,s,c);p[t.v]=r,Object.hasOwn(r,`barycenter`)&&Ut(t,r)}});let h=Ft(m,n);Ht(h,p);let g={},_=!1;for(let t=0;t<h.length;t++)for(let n=t+1;n<h.length;n++)if(h[t]&&h[n]&&(a=h[t])!=null&&a.barycenter&&(o=h[n])!=null&&o.barycenter&&h[t]?.barycenter===h[n].barycenter){let r=h[t]?.vs[0]??``,i=h[n]?.vs[0]??``,a=e.node(r),o=e.node(i);if(a.dummy===`edge`&&o.dummy===`edge`&&a.edgeObj?.v===o.edgeObj?.v&&a.edgeObj?.w===o.edgeObj?.w){if(a.edgeLabel.reversed){g[i]=h[t],h.splice(t,1),t--;break}g[r]||(g[r]=h[n],h.splice(n,1),n--)}else _=!0}let v=Rt(h,g,s,e,c);if(d&&f){v.vs=[d,v.vs,f].flat(1);let t=e.predecessors(d);if(t&&t.length){let n=e.node(t[0]),r=e.predecessors(f),i=e.node(r[0]);Object.hasOwn(v,`barycenter`)||(v.barycenter=0,v.weight=0),v.barycenter=(v.barycenter*v.weight+n.order+i.order)/(v.weight+2),v.weight+=2}}return Object.defineProperty(v,"result",{value:v,enumerable:!1,configurable:!0,writable:!0}),Object.defineProperty(v,"usedBias",{value:_,enumerable:!1,configurable:!0,writable:!0}),v}function Ht(e,t){e.forEach(e=>{e.vs=e.vs.flatMap(e=>t[e]?t[e].vs:e)})}function Ut(e,t){e.barycenter===void 0?(e.barycenter=t.barycenter,e.weight=t.weight):(e.barycenter=(e.barycenter*e.weight+t.barycenter*t.weight)/(e.weight+t.weight),e.weight+=t.weight)}function Wt(e,t,n,r){r||=e.nodes();let i=Gt(e),a=new w({compound:!0}).setGraph({root:i}).setDefaultNodeLabel(t=>e.node(t));return r.forEach(r=>{let o=e.node(r),s=e.parent(r);if(o.rank===t||o.minRank<=t&&t<=o.maxRank){a.setNode(r),a.setParent(r,s||i);let c=e[n](r);c&&c.forEach(t=>{let n=t.v===r?t.w:t.v,i=a.edge(n,r),o=i===void 0?0:i.weight;a.setEdge(n,r,{weight:e.edge(t).weight+o})}),Object.hasOwn(o,`minRank`)&&a.setNode(r,{borderLeft:o.borderLeft[t],borderRight:o.borderRight[t]})}}),a}function Gt(e){let t;for(;e.hasNode(t=N(`_root`)););return t}function Kt(e,t,n){let r={},i;n.forEach(n=>{let a=e.parent(n),o,s;for(;a;){if(o=e.parent(a),o?(s=r[o],r[o]=a):(s=i,i=a),s&&s!==a){t.setEdge(s,a);return}a=o}})}function qt(e,t={},n=null){if(typeof t.customOrder==`function`){t.customOrder(e,qt);return}let r=j(e),i=Jt(e,P(1,r+1),`inEdges`),a=Jt(e,P(r-1,-1,-1),`outEdges`),o=jt(e,n);if(Xt(e,o),t.disableOptimalOrderHeuristic)return;let s=1/0,c,l=t.constraints||[];for(let t=0,r=0;r<4;++t,++r){Yt(t%2?i:a,t%4>=2,l,n),o=D(e);let u=Mt(e,o);u<s?(r=0,c=Object.assign({},o),s=u):u===s&&(c=structuredClone(o))}Xt(e,c)}function Jt(e,t,n){let r=/* @__PURE__ */ new Map,i=(e,t)=>{r.has(e)||r.set(e,[]),r.get(e).push(t)};for(let t of e.nodes()){let n=e.node(t);if(typeof n.rank==`number`&&i(n.rank,t),typeof n.minRank==`number`&&typeof n.maxRank==`number`)for(let e=n.minRank;e<=n.maxRank;e++)e!==n.rank&&i(e,t)}return t.map(function(t){return Wt(e,t,n,r.get(t)||[])})}function Yt(e,t,n,r){let i=!0,a=new w;e.forEach(function(e){n.forEach(e=>a.setEdge(e.left,e.right));let o=e.graph().root,{result:s,usedBias:c}=Vt(e,o,a,r,i);t&&c&&(i=!i),s.vs.forEach((t,n)=>e.node(t).order=n),Kt(e,a,s.vs)})}function Xt(e,t){Object.values(t).forEach(t=>t.forEach((t,n)=>e.node(t).order=n))}function Zt(e,t){let n={};function r(t,r){let i=0,a=0,o=t.length,s=r[r.length-1];return r.forEach((t,c)=>{let l=$t(e,t),u=l?e.node(l).order:o;(l||t===s)&&(r.slice(a,c+1).forEach(t=>{let r=e.predecessors(t);r&&r.forEach(r=>{let a=e.node(r),o=a.order;(o<i||u<o)&&!(a.dummy&&e.node(t).dummy)&&en(n,r,t)})}),a=c+1,i=u)}),r}return t.length&&t.reduce(r),n}function Qt(e,t){let n={};function r(t){return e.node(t)?.dummy===`border`}if(!e.nodes().some(r))return n;function i(t,r,i,a,o){P(r,i).forEach(r=>{let i=t[r];if(i!==void 0&&e.node(i).dummy){let t=e.predecessors(i);t&&t.forEach(t=>{if(t===void 0)return;let r=e.node(t);r.dummy&&(r.order<a||r.order>o)&&en(n,t,i)})}})}function a(t,n){let a=-1,o=-1,s=0;return n.forEach((c,l)=>{if(r(c)){let t=e.predecessors(c);if(t&&t.length){let r=t[0];if(r===void 0)return;o=e.node(r).order,i(n,s,l,a,o),s=l,a=o}}i(n,s,n.length,o,t.length)}),n}return t.length&&t.reduce(a),n}function $t(e,t){if(e.node(t).dummy){let n=e.predecessors(t);if(n)return n.find(t=>e.node(t).dummy)}}function en(e,t,n){if(t>n){let e=t;t=n,n=e}let r=e[t];r||(e[t]=r={}),r[n]=!0}function tn(e,t,n){if(t>n){let e=t;t=n,n=e}let r=e[t];return r!==void 0&&Object.hasOwn(r,n)}function nn(e,t,n,r,i){let a={},o={},s={};return t.forEach(e=>{e.forEach((e,t)=>{a[e]=e,o[e]=e,s[e]=t})}),t.forEach(t=>{let c=-1,l=-1,u=!1,d=t,f=t.findIndex(t=>i?.includes(t)||fn(t,e,i));f>0&&(d=[t[f],...t.slice(0,f),...t.slice(f+1)],u=!0),d.forEach(t=>{let d=r(t);if(d&&d.length){i!=null&&i.includes(t)&&(d=d.filter(t=>fn(t,e,i)));let r=d.sort((e,t)=>{let n=s[e],r=s[t];return(n===void 0?0:n)-(r===void 0?0:r)}),f=(r.length-1)/2;for(let e=Math.floor(f),i=Math.ceil(f);e<=i;++e){let i=r[e];if(i===void 0)continue;let d=s[i];if(d!==void 0&&o[t]===t&&c<d&&s[i]!==l&&!tn(n,t,i)){let e=a[i];e!==void 0&&(o[i]=t,o[t]=a[t]=e,c=d,u&&=(c=-1,l=s[i]??-1,!1))}}}})}),{root:a,align:o}}function rn(e,t,n,r,i=!1){let a={},o=an(e,t,n,i),s=i?`borderLeft`:`borderRight`;function c(e,t){let n=o.nodes().slice(),r={},i=n.pop();for(;i;){if(r[i])e(i);else{r[i]=!0,n.push(i);for(let e of t(i))n.push(e)}i=n.pop()}}function l(e){let t=o.inEdges(e);t?a[e]=t.reduce((e,t)=>{let n=a[t.v]??0,r=o.edge(t);return Math.max(e,n+(r===void 0?0:r))},0):a[e]=0}function u(t){let n=o.outEdges(t),r=1/0;n&&(r=n.reduce((e,t)=>{let n=a[t.w],r=o.edge(t);return Math.min(e,(n===void 0?0:n)-(r===void 0?0:r))},1/0));let i=e.node(t);r!==1/0&&i.borderType!==s&&(a[t]=Math.max(a[t]===void 0?0:a[t],r))}function d(e){return o.predecessors(e)||[]}function f(e){return o.successors(e)||[]}return c(l,d),c(u,f),Object.keys(r).forEach(e=>{let t=n[e];t!==void 0&&(a[e]=a[t]??0)}),a}function an(e,t,n,r){let i=new w,a=e.graph(),o=un(a.nodesep,a.edgesep,r);return t.forEach(t=>{let r;t.forEach(t=>{let a=n[t];if(a!==void 0){if(i.setNode(a),r!==void 0){let s=n[r];if(s!==void 0){let n=i.edge(s,a);i.setEdge(s,a,Math.max(o(e,t,r),n||0))}}r=t}})}),i}function on(e,t){return Object.values(t).reduce((t,n)=>{let r=-1/0,i=1/0;Object.entries(n).forEach(([t,n])=>{let a=dn(e,t)/2;r=Math.max(n+a,r),i=Math.min(n-a,i)});let a=r-i;return a<t[0]&&(t=[a,n]),t},[1/0,null])[1]}function sn(e,t){let n=Object.values(t),r=A(Math.min,n),i=A(Math.max,n);[`u`,`d`].forEach(n=>{[`l`,`r`].forEach(a=>{let o=n+a,s=e[o];if(!s||s===t)return;let c=Object.values(s),l=r-A(Math.min,c);a!==`l`&&(l=i-A(Math.max,c)),l&&(e[o]=I(s,e=>e+l))})})}function cn(e,t=void 0){let n=e.ul;return n?I(n,(n,r)=>{if(t){let n=e[t.toLowerCase()];if(n&&n[r]!==void 0)return n[r]}let i=Object.values(e).map(e=>{let t=e[r];return t===void 0?0:t}).sort((e,t)=>e-t);return((i[1]??0)+(i[2]??0))/2}):{}}function ln(e,t){let n=D(e),r=Object.assign(Zt(e,n),Qt(e,n)),i={},a;return[`u`,`d`].forEach(o=>{a=o===`u`?n:Object.values(n).reverse(),[`l`,`r`].forEach(n=>{n===`r`&&(a=a.map(e=>Object.values(e).reverse()));let s=nn(e,a,r,t=>(o===`u`?e.predecessors(t):e.successors(t))||[],t),c=rn(e,a,s.root,s.align,n===`r`);n===`r`&&(c=I(c,e=>-e)),i[o+n]=c})}),sn(i,on(e,i)),cn(i,e.graph().align)}function un(e,t,n){return(r,i,a)=>{let o=r.node(i),s=r.node(a),c=0,l;if(c+=o.width/2,Object.hasOwn(o,`labelpos`))switch(o.labelpos.toLowerCase()){case`l`:l=-o.width/2;break;case`r`:l=o.width/2}if(l&&(c+=n?l:-l),l=void 0,c+=(o.dummy?t:e)/2,c+=(s.dummy?t:e)/2,c+=s.width/2,Object.hasOwn(s,`labelpos`))switch(s.labelpos.toLowerCase()){case`l`:l=s.width/2;break;case`r`:l=-s.width/2}return l&&(c+=n?l:-l),c}}function dn(e,t){return e.node(t).width}function fn(e,t,n){if(!n)return!1;let r=t.node(e)?.edgeObj;if(!r||t.node(e).edgeLabel.reversed)return!1;let i=n.indexOf(r?.v),a=n.indexOf(r?.w);return i!==-1&&a!==-1&&i===(a+1)%n.length||i===(a-1)%n.length}function pn(e,t){e=Ce(e),mn(e),Object.entries(ln(e,t)).forEach(([t,n])=>e.node(t).x=n)}function mn(e){let t=D(e),n=e.graph(),r=n.ranksep,i=n.rankalign,a=0;t.forEach(t=>{let n=t.reduce((t,n)=>{let r=e.node(n).height??0;return t>r?t:r},0);t.forEach(t=>{let r=e.node(t);r.y=i===`top`?a+r.height/2:i===`bottom`?a+n-r.height/2:a+n/2}),a+=n+r})}var hn=/* @__PURE__ */ new WeakMap;function gn(e,t={}){return vn(e,M,t),e}function _n(e,t,n){let r=t;for(;r!==void 0;){let t=e.parent(r);if(t===n)return r;r=t}}function vn(e,t,n){let r=e.nodes().filter(t=>e.children(t).length),i={};r.forEach(r=>{let a=e.node(r);if(a&&a.rankdir){let o=new w({multigraph:!0,compound:!0});o.setGraph({rankdir:a.rankdir});let s=e.children(r);s.forEach(t=>{let n={...e.node(t)};o.setNode(t,n);let i=e.parent(t);i&&i!==r&&s.includes(i)&&o.setParent(t,i)});let c=/* @__PURE__ */ new Set;e.edges().forEach(t=>{let n=_n(e,t.v,r),i=_n(e,t.w,r);if(n===t.v&&i===t.w)o.setEdge(t,{...e.edge(t)});else if(n&&i&&n!==i){let r=`${n}\0${i}`;c.has(r)||(c.add(r),o.setEdge(n,i,{...e.edge(t)}))}}),vn(o,t,n);let l=An(o);bn(l,t,n,null),xn(o,l);let u=1/0,d=1/0,f=-1/0,p=-1/0;o.nodes().forEach(e=>{if(e===r)return;let t=o.node(e);t&&typeof t.x==`number`&&typeof t.y==`number`&&typeof t.width==`number`&&typeof t.height==`number`&&(u=Math.min(u,t.x-t.width/2),f=Math.max(f,t.x+t.width/2),d=Math.min(d,t.y-t.height/2),p=Math.max(p,t.y+t.height/2))}),isFinite(u)&&isFinite(d)&&isFinite(f)&&isFinite(p)||(u=d=0,f=p=0);let m=f-u,h=p-d;i[r]={minX:u,minY:d,maxX:f,maxY:p,width:m,height:h,offsetX:u,offsetY:d},a._dagreClusterSubgraph=o}});let a=[],o=t=>{let n=[],r=(e.children(t)||[]).filter(e=>e!==t);for(;r.length>0;){let t=r.shift();n.push(t),(e.children(t)||[]).filter(e=>e!==t).forEach(e=>r.push(e))}return n},s=/* @__PURE__ */ new Map;r.forEach(t=>{let n=e.node(t);n&&n.rankdir&&i[t]&&s.set(t,(e.children(t)||[]).filter(e=>e!==t))});let c=new Set([...s.values()].flat()),l=/* @__PURE__ */ new Map;s.forEach((e,t)=>{c.has(t)||l.set(t,o(t))});let u=new Set([...l.values()].flat()),d=e=>{for(let[t,n]of l)if(n.includes(e))return t;return e},f=[];e.edges().forEach(t=>{(u.has(t.v)||u.has(t.w))&&f.push({edge:t,label:e.edge(t)})});let p=/* @__PURE__ */ new Map;u.forEach(t=>{let n=e.parent(t);p.set(t,typeof n==`string`?n:void 0)}),l.forEach((t,n)=>{let r=e.node(n),o=[];t.forEach(t=>{let n=e.node(t);n&&(o.push({id:t,node:n,parent:p.get(t)}),e.removeNode(t))});let s=f.filter(({edge:e})=>t.includes(e.v)||t.includes(e.w)),c=i[n];r&&(a.push({clusterId:n,subgraph:r._dagreClusterSubgraph,bounds:c,children:t,removedNodes:o,removedEdges:s}),r.width=c.width,r.height=c.height)});let m=/* @__PURE__ */ new Set;f.forEach(({edge:t,label:n})=>{let r=d(t.v),i=d(t.w);if(r!==i&&e.hasNode(r)&&e.hasNode(i)){let t=`${r}\0${i}`;m.has(t)||(m.add(t),e.setEdge(r,i,{...n,width:0,height:0}))}});let h=An(e),g=bn(h,t,n,hn.get(e)??null);hn.set(e,g),xn(e,h),m.forEach(t=>{let n=t.indexOf(`\0`),r=t.slice(0,n),i=t.slice(n+1);e.hasEdge(r,i)&&e.removeEdge(r,i)}),a.forEach(({clusterId:t,subgraph:n,bounds:r,removedNodes:i,removedEdges:a})=>{let o=e.node(t),s=o?.x??0,c=o?.y??0,l=(r.minX+r.maxX)/2,u=(r.minY+r.maxY)/2;i.forEach(({id:t,node:n,parent:r})=>{e.setNode(t,n),r!==void 0&&e.setParent(t,r)}),a.forEach(({edge:t,label:n})=>{e.setEdge(t,n)}),n.nodes().forEach(r=>{if(r===t)return;let i=n.node(r),a=e.node(r);a&&i&&typeof i.x==`number`&&typeof i.y==`number`&&(a.x=s+(i.x-l),a.y=c+(i.y-u))}),yn(e,n,s-l,c-u),delete o._dagreClusterSubgraph}),r.forEach(t=>{let n=e.node(t),r=i[t];if(n&&n.rankdir&&n._dagreClusterSubgraph&&r){let i=n._dagreClusterSubgraph,a=n.x??0,o=n.y??0,s=(r.minX+r.maxX)/2,c=(r.minY+r.maxY)/2;i.nodes().forEach(n=>{if(n===t)return;let r=i.node(n),l=e.node(n);if(l&&r&&typeof r.x==`number`&&typeof r.y==`number`){let e=r.x-s,t=r.y-c;l.x=a+e,l.y=o+t}}),yn(e,i,a-s,o-c),delete n._dagreClusterSubgraph}})}function yn(e,t,n,r){t.edges().forEach(i=>{if(!e.hasEdge(i))return;let a=t.edge(i),o=e.edge(i);o.points=a.points.map(e=>({x:e.x+n,y:e.y+r})),Object.hasOwn(a,`x`)&&(o.x=a.x+n,o.y=a.y+r)})}function bn(e,t,n,r=null){var i,a;let o=n?.useDynamic!==!1,s=o&&(i=r?.graph)!=null?i:null,c=o&&(a=r?.rawNodes)!=null?a:null;t(`    makeSpaceForEdgeLabels`,()=>jn(e)),t(`    removeSelfEdges`,()=>Bn(e)),t(`    acyclic`,()=>He(e,s)),t(`    nestingGraph.run`,()=>_t(e)),t(`    rank`,()=>ct(Ce(e))),t(`    injectEdgeLabelProxies`,()=>Mn(e)),t(`    removeEmptyRanks`,()=>Te(e)),t(`    nestingGraph.cleanup`,()=>xt(e)),t(`    normalizeRanks`,()=>we(e)),t(`    assignRankMinMax`,()=>Nn(e)),t(`    removeEdgeLabelProxies`,()=>Pn(e)),t(`    normalize.run`,()=>Ke(e)),t(`    parentDummyChains`,()=>pt(e)),t(`    addBorderSegments`,()=>St(e)),t(`    order`,()=>qt(e,n,c)),t(`    insertSelfEdges`,()=>Vn(e)),t(`    adjustCoordinateSystem`,()=>Tt(e)),t(`    position`,()=>pn(e,n.corePath)),t(`    positionSelfEdges`,()=>Hn(e));let l=JSON.parse(JSON.stringify(e._nodes));return t(`    removeBorderNodes`,()=>zn(e)),t(`    normalize.undo`,()=>Je(e)),t(`    fixupEdgeLabelCoords`,()=>Ln(e)),t(`    undoCoordinateSystem`,()=>Et(e)),t(`    translateGraph`,()=>Fn(e)),t(`    assignNodeIntersects`,()=>In(e)),t(`    reversePoints`,()=>Rn(e)),t(`    acyclic.undo`,()=>We(e)),{graph:e,rawNodes:l}}function xn(e,t){e.nodes().forEach(n=>{let r=e.node(n),i=t.node(n);r&&(r.x=i.x,r.y=i.y,r.order=i.order,r.rank=i.rank,t.children(n).length&&(r.width=i.width,r.height=i.height))}),e.edges().forEach(n=>{let r=e.edge(n),i=t.edge(n);r.points=i.points,Object.hasOwn(i,`x`)&&(r.x=i.x,r.y=i.y)}),e.graph().width=t.graph().width,e.graph().height=t.graph().height}var Sn=[`nodesep`,`edgesep`,`ranksep`,`marginx`,`marginy`],Cn={ranksep:50,edgesep:20,nodesep:50,rankdir:`TB`,rankalign:`center`},wn=[`acyclicer`,`ranker`,`rankdir`,`align`,`rankalign`],Tn=[`width`,`height`,`rank`],En={width:0,height:0},Dn=[`minlen`,`weight`,`width`,`height`,`labeloffset`],On={minlen:1,weight:1,width:0,height:0,labeloffset:10,labelpos:`r`},kn=[`labelpos`];function An(e){let t=new w({multigraph:!0,compound:!0}),n=Q(e.graph());return t.setGraph(Object.assign({},Cn,Z(n,Sn),F(n,wn))),e.nodes().forEach(n=>{let r=Z(Q(e.node(n)),Tn);Object.keys(En).forEach(e=>{r[e]===void 0&&(r[e]=En[e])}),t.setNode(n,r);let i=e.parent(n);i!==void 0&&t.setParent(n,i)}),e.edges().forEach(n=>{let r=Q(e.edge(n));t.setEdge(n,Object.assign({},On,Z(r,Dn),F(r,kn)))}),t}function jn(e){let t=e.graph();t.ranksep/=2,e.edges().forEach(n=>{let r=e.edge(n);r.minlen*=2,(r.labelpos??`r`).toLowerCase()!==`c`&&(t.rankdir===`TB`||t.rankdir===`BT`?r.width+=r.labeloffset:r.height+=r.labeloffset)})}function Mn(e){e.edges().forEach(t=>{let n=e.edge(t);if(n.width&&n.height){let n=e.node(t.v);T(e,`edge-proxy`,{rank:(e.node(t.w).rank-n.rank)/2+n.rank,e:t},`_ep`)}})}function Nn(e){let t=0;e.nodes().forEach(n=>{let r=e.node(n);r.borderTop&&(r.minRank=e.node(r.borderTop).rank,r.maxRank=e.node(r.borderBottom).rank,t=Math.max(t,r.maxRank))}),e.graph().maxRank=t}function Pn(e){e.nodes().forEach(t=>{let n=e.node(t);if(n.dummy===`edge-proxy`){let r=n;e.edge(r.e).labelRank=n.rank,e.removeNode(t)}})}function Fn(e){let t=1/0,n=0,r=1/0,i=0,a=e.graph(),o=a.marginx||0,s=a.marginy||0;function c(e){let a=e.x,o=e.y,s=e.width,c=e.height;t=Math.min(t,a-s/2),n=Math.max(n,a+s/2),r=Math.min(r,o-c/2),i=Math.max(i,o+c/2)}e.nodes().forEach(t=>c(e.node(t))),e.edges().forEach(t=>{let n=e.edge(t);Object.hasOwn(n,`x`)&&c(n)}),t-=o,r-=s,e.nodes().forEach(n=>{let i=e.node(n);i.x-=t,i.y-=r}),e.edges().forEach(n=>{let i=e.edge(n);i.points.forEach(e=>{e.x-=t,e.y-=r}),Object.hasOwn(i,`x`)&&(i.x-=t),Object.hasOwn(i,`y`)&&(i.y-=r)}),a.width=n-t+o,a.height=i-r+s}function In(e){e.edges().forEach(t=>{if(t.v===t.w)return;let n=e.edge(t),r=e.node(t.v),i=e.node(t.w),a,o;n.points?(a=n.points[0],o=n.points[n.points.length-1]):(n.points=[],a=i,o=r),n.points.unshift(E(r,a)),n.points.push(E(i,o))})}function Ln(e){e.edges().forEach(t=>{let n=e.edge(t);if(Object.hasOwn(n,`x`))switch((n.labelpos===`l`||n.labelpos===`r`)&&(n.width-=n.labeloffset),n.labelpos){case`l`:n.x-=n.width/2+n.labeloffset;break;case`r`:n.x+=n.width/2+n.labeloffset}})}function Rn(e){e.edges().forEach(t=>{let n=e.edge(t);n.reversed&&n.points.reverse()})}function zn(e){e.nodes().forEach(t=>{if(e.children(t).length){let n=e.node(t),r=e.node(n.borderTop),i=e.node(n.borderBottom),a=e.node(n.borderLeft[n.borderLeft.length-1]),o=e.node(n.borderRight[n.borderRight.length-1]);n.width=Math.abs(o.x-a.x),n.height=Math.abs(i.y-r.y),n.x=a.x+n.width/2,n.y=r.y+n.height/2}}),e.nodes().forEach(t=>{e.node(t).dummy===`border`&&e.removeNode(t)})}function Bn(e){e.edges().forEach(t=>{if(t.v===t.w){let n=e.node(t.v);n.selfEdges||=[],n.selfEdges.push({e:t,label:e.edge(t)}),e.removeEdge(t)}})}function Vn(e){D(e).forEach(t=>{let n=0;t.forEach((t,r)=>{let i=e.node(t);typeof i.rank!=`number`&&(i.rank=0),i.order=r+n,(i.selfEdges||[]).forEach(t=>{T(e,`selfedge`,{width:t.label.width,height:t.label.height,rank:i.rank,order:r+ ++n,e:t.e,edgeLabel:t.label},`_se`),Array.isArray(t.label.points)&&t.label.points.length===7||(t.label.points=[{x:0,y:-10},{x:0,y:-10},{x:0,y:0},{x:0,y:10},{x:0,y:10},{x:0,y:0},{x:0,y:0}])}),delete i.selfEdges})})}function Hn(e){e.nodes().forEach(t=>{let n=e.node(t),r=e=>typeof e==`number`&&isFinite(e);if(n.dummy===`selfedge`){let i=n,a=e.node(i.e.v),o=r(a?.x)?a.x:0,s=r(a?.y)?a.y:0,c=r(a?.width)?a.width:0,l=r(a?.height)?a.height:0,u=r(n.x)?n.x:o,d=r(n.y)?n.y:s,f=c/2,p=l/2;i.edgeLabel.points=[{x:u+f,y:d-p},{x:u+f,y:d-p},{x:u,y:d},{x:u-f,y:d+p},{x:u-f,y:d+p},{x:u,y:d},{x:u,y:d}],i.edgeLabel.x=u,i.edgeLabel.y=d,e.setEdge(i.e,i.edgeLabel),e.removeNode(t)}else n&&Array.isArray(n.selfEdges)&&n.selfEdges.forEach(e=>{if(!Array.isArray(e.label.points)||e.label.points.length!==7){let t=r(n.x)?n.x:0,i=r(n.y)?n.y:0,a=r(n.width)?n.width:0,o=r(n.height)?n.height:0,s=a/2,c=o/2;e.label.points=[{x:t+s,y:i-c},{x:t+s,y:i-c},{x:t,y:i},{x:t-s,y:i+c},{x:t-s,y:i+c},{x:t,y:i},{x:t,y:i}]}})})}function Z(e,t){return I(F(e,t),Number)}function Q(e){let t={};return e&&Object.entries(e).forEach(([e,n])=>{typeof e==`string`&&(e=e.toLowerCase()),t[e]=n}),t}function Un(e){let t=D(e),n=new w({compound:!0,multigraph:!0}).setGraph({});return e.nodes().forEach(t=>{n.setNode(t,{label:t}),n.setParent(t,`layer`+e.node(t).rank)}),e.edges().forEach(e=>n.setEdge(e.v,e.w,{},e.name)),t.forEach((e,t)=>{let r=`layer`+t;n.setNode(r,{rank:`same`}),e.reduce((e,t)=>(n.setEdge(e,t,{style:`invis`}),t))}),n}var Wn={graphlib:s,version:Me,layout:gn,debug:Un,util:{time:Oe,notime:M}}
/*! For license information please see dagre.esm.js.LEGAL.txt */
;function Gn(e){let n=e.role===`missing`?t.s.missing.icon:t.c(e),r=Jn(e.title),i=e.lines.flatMap(Jn),a=[...r,...i],o=a.length>7?[...a.slice(0,6),`\u2026`]:a;return n!==``&&(o[0]=`${n} ${o[0]??``}`.trim()),$(o,Math.min(r.length,o.length),e.role===`decision`||e.role===`menu`?28:12)}function Kn(e){let n=t.c(e),r=e.labels.length-6,i=[...e.labels.slice(0,6).map(e=>Yn(e,28)),...r>0?[`\u2026 and ${r} more`]:[]];return n!==``&&(i[0]=`${n} ${i[0]??``}`.trim()),i.length===0?{rows:i,bold:0,width:0,height:0}:$(i,0,3)}function $(e,t,n){let r=Math.max(28,...e.map(qn))+2*n;return{rows:e,bold:t,width:Math.ceil(r),height:Math.max(1,e.length)*17+14}}function qn(e){let t=0;for(let n of e)t+=(n.codePointAt(0)??0)<11904?7.3:13.5;return t}function Jn(e){if(e===``)return[];let t=[],n=``;for(let r of e.slice(0,400).split(` `)){n!==``&&n.length+1+r.length>28&&(t.push(n),n=``);let e=n===``?r:`${n} ${r}`;for(;e.length>28;e=e.slice(28))t.push(e.slice(0,28));n=e}return n===``?t:[...t,n]}function Yn(e,t){return e.length>t?`${e.slice(0,t-1)}\u2026`:e}function Xn(e){let t=new Wn.graphlib.Graph({multigraph:!0}),n=e.nodes.length>150?`longest-path`:`network-simplex`;t.setGraph({rankdir:`LR`,nodesep:18,edgesep:10,ranksep:36,marginx:12,marginy:12,ranker:n});let r=e.nodes.map(e=>Gn(e)),i=e.nodes.map(e=>e.earlier&&Gn({...e,...e.earlier}));for(let[e,t]of r.entries()){let n=i[e];n&&(r[e]={...t,width:Math.max(t.width,n.width),height:Math.max(t.height,n.height)})}for(let[e,{width:n,height:i}]of r.entries())t.setNode(`${e}`,{width:n,height:i});let a=e.edges.map(Kn);for(let[n,{from:r,to:i}]of e.edges.entries()){let{width:e=0,height:o=0}=a[n]??{};t.setEdge(`${r}`,`${i}`,{width:e,height:o,labelpos:`c`},`${n}`)}Wn.layout(t);let{width:o=0,height:s=0}=t.graph();return{width:Math.ceil(o),height:Math.ceil(s),nodes:e.nodes.map(({role:e,mark:n,flag:a},o)=>{let{x:s,y:c}=t.node(`${o}`),l=i[o],u=l&&{rows:l.rows,bold:l.bold};return{...r[o],role:e,earlier:u,mark:n,flag:a,x:Math.round(s),y:Math.round(c)}}),edges:e.edges.map(({from:e,to:n,mark:r,flag:i},o)=>{let s=t.edge(`${e}`,`${n}`,`${o}`),c=(s.points??[]).map(({x:e,y:t})=>[Math.round(e),Math.round(t)]);return{...a[o],mark:r,flag:i,points:c,x:Math.round(s.x??0),y:Math.round(s.y??0)}})}}const Zn=2e3;function Qn(n,r){let i=t.l(n,r),a=i?$n(i):[],o=[...er(n,r,a),...tr(n,a)];return{name:e.wn(n.name||n.manifest,200),file:e.wn(n.manifest,200),status:n.status,compared:n.earlier!==void 0,diagrams:a.map(({title:e,picture:t})=>({title:e,...Xn(t)})),stops:o.slice(0,500),left:Math.max(0,o.length-500)}}function $n(e){return e.nodes.length<=250?[{title:``,picture:e,marked:!0}]:t.h(e)}function er(n,r,i){let a=t.u(n,r);return r.map((t,n)=>({kind:t.severity,text:e.wn(`${t.message}. ${t.hint}`,Zn),place:e.wn(`${t.file}:${t.range.line}`,200),...nr(a[n]??[],i,({flag:e})=>e!==void 0)}))}function tr({changes:t=[]},n){return t.map(({group:t,text:r,part:i})=>({kind:`change`,text:e.wn(r,Zn),place:e.wn(t,200),...nr([i],n,({mark:e})=>e!==void 0)}))}function nr(e,t,n){let r=t=>t.parts.some(t=>e.includes(t));for(let e of[e=>r(e)&&n(e),r])for(let n=t.length-1;n>=0;n--){let{nodes:r=[],edges:i=[]}=t[n]?.picture??{},a=r.findIndex(e);if(a>=0)return{diagram:n,node:a,edge:-1};let o=i.findIndex(e);if(o>=0)return{diagram:n,node:-1,edge:o}}return{diagram:-1,node:-1,edge:-1}}const rr=`'use strict';
(() => {
// What the reader looks at, and how elements are made. Texts of flows go into the page as text nodes, never as HTML.

const data = JSON.parse(document.getElementById('data').textContent);
const state = { flow: 0, diagram: 0, stop: -1, query: '', view: { x: 0, y: 0, width: 100, height: 100 } };
const svgs = [];
const ICONS = { error: '\u274c', warning: '\u26a0\ufe0f', notice: '\u2139\ufe0f', change: '\u270f\ufe0f' };
const SVG = 'http://www.w3.org/2000/svg';

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const shape = (name, attributes = {}, ...children) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const flow = () => data.flows[state.flow];
const diagram = () => flow()?.diagrams[state.diagram];

// One version of a diagram as SVG, from its boxes and lines.

const rows = (box, x, y) => {
  const top = y - ((box.rows.length - 1) * 17) / 2 + 4.5;
  return box.rows.map((row, at) =>
    shape('text', { x, y: top + at * 17, class: at < box.bold ? 'bold' : '' }, row),
  );
};
const outline = ({ role, x, y, width, height }) => {
  const [left, top, right, bottom] = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  const around = { class: 'box' };
  const polygon = (...points) =>
    shape('polygon', { ...around, points: points.map((each) => each.join(',')).join(' ') });
  const box = (radius) => shape('rect', { ...around, x: left, y: top, width, height, rx: radius });
  switch (role) {
    case 'menu':
      return polygon(
        [left + 14, top],
        [right - 14, top],
        [right, y],
        [right - 14, bottom],
        [left + 14, bottom],
        [left, y],
      );
    case 'decision':
      return polygon([left, y], [x, top - 8], [right, y], [x, bottom + 8]);
    case 'input':
      return polygon([left + 8, top], [right + 8, top], [right - 8, bottom], [left - 8, bottom]);
    case 'transfer':
      return polygon([left, top], [right - 8, top], [right + 4, y], [right - 8, bottom], [left, bottom]);
    case 'start':
    case 'end':
    case 'elsewhere':
    case 'entered':
      return box(height / 2);
    case 'prompt':
      return box(9);
    case 'data':
      return box(3);
    default:
      return box(0);
  }
};
const classes = (each, more = '') =>
  [each.role ?? '', each.mark ?? '', each.flag ?? '', more].join(' ').trim();
const path = (points) => points.map(([x, y], at) => \`\${at === 0 ? 'M' : 'L'}\${x} \${y}\`).join('');
const isIn = (each, version) =>
  version === 'both' || each.mark !== (version === 'before' ? 'added' : 'removed');

const drawing = (version, label) => {
  const shown = diagram();
  const svg = shape('svg', { role: 'img', tabindex: '0', 'aria-label': label, 'data-version': version });
  const arrow = \`arrow-\${version}\`;
  const marker = shape('marker', {
    id: arrow,
    viewBox: '0 0 10 10',
    refX: 9,
    refY: 5,
    markerWidth: 12,
    markerHeight: 12,
    markerUnits: 'userSpaceOnUse',
    orient: 'auto-start-reverse',
  });
  marker.append(shape('path', { d: 'M0 0L10 5L0 10z', class: 'head' }));
  svg.append(shape('defs', {}, marker));
  shown.edges.forEach((edge, at) => {
    if (!isIn(edge, version)) return;
    const group = shape('g', { class: classes(edge), 'data-edge': at });
    group.append(shape('path', { class: 'way', d: path(edge.points), 'marker-end': \`url(#\${arrow})\` }));
    if (edge.rows.length > 0) {
      group.append(
        shape('rect', {
          class: 'label',
          x: edge.x - edge.width / 2,
          y: edge.y - edge.height / 2 + 5,
          width: edge.width,
          height: edge.height - 10,
        }),
      );
      group.append(...rows(edge, edge.x, edge.y));
    }
    svg.append(group);
  });
  shown.nodes.forEach((node, at) => {
    if (!isIn(node, version)) return;
    const group = shape('g', { class: classes(node), 'data-node': at });
    const words = version === 'before' && node.earlier ? node.earlier : node;
    group.append(shape('title', {}, words.rows.join(' ')), outline(node), ...rows(words, node.x, node.y));
    svg.append(group);
  });
  return svg;
};

// Pan and zoom, the same in both panes.

const show = () => {
  const { x, y, width, height } = state.view;
  for (const svg of svgs) svg.setAttribute('viewBox', \`\${x} \${y} \${width} \${height}\`);
};
const fit = () => {
  const shown = diagram();
  if (!shown) return;
  state.view = { x: 0, y: 0, width: Math.max(shown.width, 200), height: Math.max(shown.height, 120) };
  show();
};
const zoom = (
  factor,
  centreX = state.view.x + state.view.width / 2,
  centreY = state.view.y + state.view.height / 2,
) => {
  const width = Math.min(40000, Math.max(120, state.view.width * factor));
  const scale = width / state.view.width;
  state.view = {
    x: centreX - (centreX - state.view.x) * scale,
    y: centreY - (centreY - state.view.y) * scale,
    width,
    height: state.view.height * scale,
  };
  show();
};
const pan = (x, y) => {
  state.view = { ...state.view, x: state.view.x + x, y: state.view.y + y };
  show();
};
const pixel = (svg) => {
  const { width, height } = svg.getBoundingClientRect();
  return Math.max(state.view.width / Math.max(width, 1), state.view.height / Math.max(height, 1));
};
const listen = (svg) => {
  let from;
  svg.addEventListener('pointerdown', (event) => {
    from = [event.clientX, event.clientY];
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener('pointermove', (event) => {
    if (!from) return;
    const scale = pixel(svg);
    pan((from[0] - event.clientX) * scale, (from[1] - event.clientY) * scale);
    from = [event.clientX, event.clientY];
  });
  svg.addEventListener('pointerup', () => {
    from = undefined;
  });
  svg.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15);
    },
    { passive: false },
  );
  svg.addEventListener('keydown', (event) => {
    const step = state.view.width / 12;
    const moves = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const move = moves[event.key];
    if (move) pan(...move);
    else if (event.key === '+' || event.key === '=') zoom(1 / 1.25);
    else if (event.key === '-') zoom(1.25);
    else if (event.key === '0') fit();
    else return;
    event.preventDefault();
  });
};

// The page: the list of stops, the search, and the keyboard.

const panes = element('div', { class: 'panes' });
const list = element('ol', {});
const heading = element('h2', {});
const count = element('p', { role: 'status', class: 'legend' });
const parts = element('select', { 'aria-label': 'Part of the flow' });

const drawDiagram = () => {
  panes.replaceChildren();
  svgs.length = 0;
  if (!diagram()) {
    panes.append(element('p', { class: 'empty' }, 'This flow is not drawn: its file could not be read.'));
    return;
  }
  const two = flow().compared;
  panes.classList.toggle('two', two);
  for (const version of two ? ['before', 'after'] : ['both']) {
    const words = { before: 'Before', after: 'After', both: 'This version' }[version];
    const svg = drawing(version, \`\${words}: \${flow().name} \${diagram().title}\`);
    svgs.push(svg);
    listen(svg);
    panes.append(element('figure', {}, element('figcaption', {}, words), svg));
  }
  fit();
  search();
};

const drawStops = () => {
  list.replaceChildren(
    ...flow().stops.flatMap((stop, at) => {
      const text = \`\${stop.place} \${stop.text}\`.toLowerCase();
      if (state.query !== '' && !text.includes(state.query)) return [];
      const button = element('button', { type: 'button', 'data-stop': at });
      if (at === state.stop) button.setAttribute('aria-current', 'true');
      button.append(\`\${ICONS[stop.kind]} \${stop.text}\`, element('span', { class: 'place' }, stop.place));
      button.addEventListener('click', () => goTo(at));
      return [element('li', {}, button)];
    }),
  );
  const shown = list.children.length;
  const left = flow().left > 0 ? \`, and \${flow().left} more in the summary\` : '';
  count.textContent =
    flow().stops.length === 0
      ? 'No changes and no findings.'
      : \`\${shown} of \${flow().stops.length} stops\${left}. Keys: n next, p previous.\`;
};

const search = () => {
  for (const svg of svgs) {
    for (const group of svg.querySelectorAll('[data-node]')) {
      const node = diagram().nodes[Number(group.dataset.node)];
      const found = state.query !== '' && node.rows.join(' ').toLowerCase().includes(state.query);
      group.classList.toggle('found', found);
    }
  }
};

const mark = (stop) => {
  for (const svg of svgs) {
    for (const each of svg.querySelectorAll('.current')) each.classList.remove('current');
    const target = stop.node >= 0 ? \`[data-node="\${stop.node}"]\` : \`[data-edge="\${stop.edge}"]\`;
    svg.querySelector(target)?.classList.add('current');
  }
};

const goTo = (at) => {
  const stop = flow().stops[at];
  if (!stop) return;
  state.stop = at;
  if (stop.diagram >= 0 && stop.diagram !== state.diagram) {
    state.diagram = stop.diagram;
    parts.value = String(stop.diagram);
    drawDiagram();
  }
  drawStops();
  list.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  const shown = diagram();
  const place = stop.node >= 0 ? shown?.nodes[stop.node] : shown?.edges[stop.edge];
  if (!place || stop.diagram < 0) return;
  if (shown.width <= 900) fit();
  else {
    state.view = { x: place.x - 450, y: place.y - 300, width: 900, height: 600 };
    show();
  }
  mark(stop);
};

const step = (by) => {
  const shown = [...list.querySelectorAll('[data-stop]')].map((each) => Number(each.dataset.stop));
  if (shown.length === 0) return;
  const here = shown.indexOf(state.stop);
  goTo(shown[here < 0 ? (by > 0 ? 0 : shown.length - 1) : (here + by + shown.length) % shown.length]);
};

const drawFlow = () => {
  state.diagram = 0;
  state.stop = -1;
  heading.textContent = \`\${flow().name} (\${flow().status})\`;
  parts.replaceChildren(
    ...flow().diagrams.map((each, at) =>
      element(
        'option',
        { value: at },
        each.title || (at === 0 && flow().diagrams.length > 1 ? 'Overview' : 'Whole flow'),
      ),
    ),
  );
  parts.hidden = flow().diagrams.length < 2;
  drawDiagram();
  drawStops();
};

const button = (text, label, act) => {
  const made = element('button', { type: 'button', 'aria-label': label }, text);
  made.addEventListener('click', act);
  return made;
};
const theme = () => {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'light' : 'dark';
};

const header = () => {
  const choice = element('select', { 'aria-label': 'Flow' });
  choice.append(
    ...data.flows.map((each, at) => element('option', { value: at }, \`\${each.name} (\${each.stops.length})\`)),
  );
  choice.addEventListener('change', () => {
    state.flow = Number(choice.value);
    drawFlow();
  });
  parts.addEventListener('change', () => {
    state.diagram = Number(parts.value);
    drawDiagram();
  });
  const field = element('input', {
    type: 'search',
    'aria-label': 'Search in stops and steps',
    placeholder: 'Search',
  });
  field.addEventListener('input', () => {
    state.query = field.value.trim().toLowerCase();
    drawStops();
    search();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') step(1);
  });
  const tools = element('div', { class: 'tools' }, choice, parts, field);
  tools.append(
    button('\u2039', 'Previous stop', () => step(-1)),
    button('\u203a', 'Next stop', () => step(1)),
    button('+', 'Zoom in', () => zoom(1 / 1.25)),
    button('\u2212', 'Zoom out', () => zoom(1.25)),
    button('Fit', 'Fit the whole diagram', fit),
    button('Light or dark', 'Light or dark colours', theme),
    button('Print', 'Print this flow', () => window.print()),
  );
  const icon = { success: '\u2705', unchanged: '\u2796', superseded: '\u23e9', failure: '\u274c' }[data.result] ?? '';
  return element(
    'header',
    {},
    element('h1', {}, \`\${icon} \${data.verdict}\`),
    ...data.notices.map((each) => element('p', {}, each)),
    ...(data.flows.length > 0 ? [tools] : []),
  );
};

const start = () => {
  const root = document.getElementById('report');
  root.append(header());
  if (data.flows.length === 0) {
    root.append(
      element('main', {}, element('p', { class: 'empty' }, 'This run is about no flow that could be drawn.')),
    );
    return;
  }
  const legend = element(
    'p',
    { class: 'legend' },
    '\u274c error (thick solid line) \u00b7 \u26a0\ufe0f warning (thick dashed line) \u00b7 \u2795 added (solid line) \u00b7 \u2796 removed (dotted line) \u00b7 \u270f\ufe0f changed (dashes and dots) \u00b7 \u2753 does not exist (dashed line)',
  );
  const stops = element(
    'nav',
    { 'aria-label': 'Stops', tabindex: '0' },
    element('h2', {}, 'Changes and findings'),
    count,
    list,
  );
  root.append(element('div', { class: 'layout' }, stops, element('main', {}, heading, panes, legend)));
  document.addEventListener('keydown', (event) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'n' || event.key === 'j') step(1);
    else if (event.key === 'p' || event.key === 'k') step(-1);
  });
  drawFlow();
};
start();
})();
`;var ir=`:root {
  color-scheme: light dark;
  --back: light-dark(#ffffff, #0d1117);
  --panel: light-dark(#f6f8fa, #151b23);
  --text: light-dark(#1f2328, #f0f6fc);
  --dim: light-dark(#59636e, #9198a1);
  --line: light-dark(#8c959f, #656c76);
  --edge: light-dark(#59636e, #9198a1);
  --box: light-dark(#ffffff, #151b23);
  --accent: light-dark(#0969da, #4493f8);
  --error: light-dark(#cf222e, #f85149);
  --warning: light-dark(#9a6700, #d29922);
  --added: light-dark(#1a7f37, #3fb950);
  --removed: light-dark(#a40e26, #ff7b72);
  --changed: light-dark(#0550ae, #79c0ff);
}
:root[data-theme="dark"] {
  color-scheme: dark;
}
:root[data-theme="light"] {
  color-scheme: light;
}
* {
  box-sizing: border-box;
}
body {
  margin: 0;
  background: var(--back);
  color: var(--text);
  font:
    14px / 1.45 system-ui,
    sans-serif;
}
header {
  padding: 12px 16px;
  border-bottom: 1px solid var(--line);
}
h1 {
  font-size: 18px;
  margin: 0 0 8px;
}
h2 {
  font-size: 16px;
  margin: 0 0 8px;
  overflow-wrap: anywhere;
}
h3 {
  font-size: 14px;
  margin: 0 0 4px;
}
p {
  margin: 4px 0;
  overflow-wrap: anywhere;
}
.tools {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  align-items: center;
}
input,
select,
button {
  font: inherit;
  color: inherit;
  background: var(--panel);
  border: 1px solid var(--line);
  border-radius: 6px;
  padding: 4px 8px;
}
button {
  cursor: pointer;
}
:focus-visible {
  outline: 3px solid var(--accent);
  outline-offset: 1px;
}
.layout {
  display: grid;
  grid-template-columns: minmax(220px, 320px) 1fr;
  gap: 0;
  align-items: start;
}
nav {
  padding: 12px;
  border-right: 1px solid var(--line);
  position: sticky;
  top: 0;
  max-height: 100vh;
  overflow: auto;
}
nav ol {
  list-style: none;
  margin: 0;
  padding: 0;
}
nav li button {
  display: block;
  width: 100%;
  text-align: left;
  margin: 0 0 4px;
  background: none;
  border-color: transparent;
  overflow-wrap: anywhere;
}
nav li button[aria-current="true"] {
  border-color: var(--accent);
  background: var(--panel);
}
nav .place {
  display: block;
  color: var(--dim);
  font-size: 12px;
}
main {
  padding: 12px 16px;
  min-width: 0;
}
.panes {
  display: grid;
  grid-template-columns: 1fr;
  gap: 8px;
}
.panes.two {
  grid-template-columns: 1fr 1fr;
}
figure {
  margin: 0;
  min-width: 0;
}
figcaption {
  color: var(--dim);
  padding: 2px 0;
}
svg {
  display: block;
  width: 100%;
  height: 64vh;
  min-height: 300px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--back);
  touch-action: none;
}
svg text {
  font:
    13px system-ui,
    sans-serif;
  fill: var(--text);
  text-anchor: middle;
}
svg text.bold {
  font-weight: 700;
}
svg .box {
  fill: var(--box);
  stroke: var(--line);
  stroke-width: 1.2;
}
svg .way {
  fill: none;
  stroke: var(--edge);
  stroke-width: 1.2;
}
svg .label {
  fill: var(--back);
  opacity: 0.9;
}
svg .missing .box {
  stroke: var(--error);
  stroke-dasharray: 5 5;
}
svg .folded .box {
  stroke-dasharray: 1 3;
}
svg .warning .box,
svg .warning .way {
  stroke: var(--warning);
  stroke-width: 4;
  stroke-dasharray: 10 4;
}
svg .added .box,
svg .added .way {
  stroke: var(--added);
  stroke-width: 3;
}
svg .removed .box,
svg .removed .way {
  stroke: var(--removed);
  stroke-width: 2;
  stroke-dasharray: 2 4;
}
svg .changed .box,
svg .changed .way {
  stroke: var(--changed);
  stroke-width: 3;
  stroke-dasharray: 8 3 2 3;
}
svg .error .box,
svg .error .way {
  stroke: var(--error);
  stroke-width: 4;
  stroke-dasharray: none;
}
svg .found .box {
  fill: color-mix(in srgb, var(--accent) 22%, var(--box));
}
svg .current .box,
svg .current .way {
  stroke: var(--accent);
  stroke-width: 5;
  stroke-dasharray: none;
}
svg .head {
  fill: var(--edge);
}
.legend {
  color: var(--dim);
  font-size: 12px;
}
.empty {
  color: var(--dim);
}
@media (max-width: 800px) {
  .layout,
  .panes.two {
    grid-template-columns: 1fr;
  }
  nav {
    position: static;
    max-height: 40vh;
    border-right: 0;
    border-bottom: 1px solid var(--line);
  }
}
@media print {
  .tools,
  nav {
    display: none;
  }
  .layout {
    display: block;
  }
  svg {
    height: auto;
    max-height: 90vh;
    break-inside: avoid;
  }
}
`;function ar(t){let n=e.ln(t.findings,({manifest:e})=>e),r=t.flows.map((e,t)=>({flow:e,at:t,rank:or(e,n.get(e.manifest)??[])})).toSorted((e,t)=>e.rank-t.rank||e.at-t.at),i=t.notices.map(e=>e.slice(0,500)).slice(0,50),a=sr({verdict:t.verdict.slice(0,3e3),result:t.result,notices:i,flows:[]}),o=19e5-Buffer.byteLength(a)-2e4,s=[],c=[];for(let{flow:e}of r){if(o<1e4){c.push(e.name||e.manifest);continue}let t=Qn(e,n.get(e.manifest)??[]),r=Buffer.byteLength(cr(t));r>o?c.push(e.name||e.manifest):(o-=r,s.push(t))}let l=c.slice(0,50).map(e=>e.slice(0,100)),u=c.length>l.length?` and ${c.length-l.length} more`:``,d=c.length>0?[`No space here for ${e.vn(c.length,`flow`)}: ${l.join(`, `)}${u}.`]:[];return sr({verdict:t.verdict.slice(0,3e3),result:t.result,notices:[...i,...d],flows:s})}function or(e,n){let r=t.S(e);return r===2&&(n.length>0||(e.changes??[]).length>0)?1:r}function sr(e){return`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${[`default-src 'none'`,`script-src '${lr(rr)}'`,`style-src '${lr(ir)}'`,`base-uri 'none'`,`form-action 'none'`].join(`; `)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Call flow report</title>
<style>${ir}</style>
</head>
<body>
<noscript>This report needs JavaScript. The job summary has the same findings and changes as text.</noscript>
<div id="report"></div>
<script type="application/json" id="data">${cr(e)}<\/script>
<script>${rr}<\/script>
</body>
</html>
`}function cr(e){return JSON.stringify(e).toWellFormed().replaceAll(`<`,`\\u003c`).replaceAll(`>`,`\\u003e`).replaceAll(`&`,`\\u0026`).replaceAll(`\u2028`,`\\u2028`).replaceAll(`\u2029`,`\\u2029`)}function lr(e){return`sha256-${(0,n.createHash)(`sha256`).update(e).digest(`base64`)}`}exports.htmlReport=ar;