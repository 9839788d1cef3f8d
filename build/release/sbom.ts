interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
}

/** A CycloneDX document, as far as it is read here. */
interface Bom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** A package that is in the bundle. */
interface Bundled {
  readonly name: string;
  readonly version: string;
}

/** The packages that `dist/licenses.txt` lists: those of which a part is in the bundle. */
export function bundledPackages(licences: string): Bundled[] {
  return licences.split('\n').flatMap((line) => {
    const [, name, version] = /^((?:@[\w.-]+\/)?[\w.-]+) (\d+\.\d+\.\d+\S*) \(.+\)$/.exec(line) ?? [];
    return name !== undefined && version !== undefined ? [{ name, version }] : [];
  });
}

/**
 * Cuts the bill of materials of `npm sbom`, which lists everything that is installed, to what the bundle of the package `name`
 * has. Throws if the bundle has a package that the bill does not list.
 */
export function bundleBom(text: string, licences: string, name: string): string {
  const bom = JSON.parse(text) as Bom;
  const bundled = new Set(bundledPackages(licences).map((each) => `${each.name}@${each.version}`));
  const components = bom.components.filter((each) => bundled.has(`${each.name}@${each.version}`));
  const listed = new Set(components.map((each) => `${each.name}@${each.version}`));
  const missing = [...bundled].filter((each) => !listed.has(each));
  if (bundled.size === 0 || missing.length > 0)
    throw new Error(
      `The bill of materials lacks parts of dist: ${missing.join(', ') || 'dist/licenses.txt names none'}.`,
    );
  const { component } = bom.metadata;
  const refs = new Set([component, ...components].map((each) => each['bom-ref']));
  const dependencies = bom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));
  // npm names the package by its folder.
  const metadata = { ...bom.metadata, component: { ...component, name } };
  // They are development dependencies, and part of the product all the same.
  const shipped = components.map((each) => ({ ...each, scope: 'required', properties: [] }));
  return `${JSON.stringify({ ...bom, metadata, components: shipped, dependencies }, null, 2)}\n`;
}
