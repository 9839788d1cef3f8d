import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LISTS } from '../../src/genesys/lists.ts';

const SDK = 'node_modules/purecloud-platform-client-v2/src/purecloud-platform-client-v2/api';
const sources = readdirSync(SDK).map((file) => readFileSync(`${SDK}/${file}`, 'utf8'));

test.each(Object.entries(LISTS))(
  'the list of each %s is one of the SDK, and is asked as that asks',
  (_, list) => {
    const call = new RegExp(`'${list.path}',\\s*'GET',\\s*\\{\\s*\\},\\s*\\{([^\\n]*)\\},`);
    const query = sources.map((source) => call.exec(source)?.[1]).find((found) => found !== undefined);
    expect(query).toContain("'pageNumber'");
    expect(query).toContain("'pageSize'");
    if (list.filter === 'none') expect(query).not.toContain("'name'");
    else if (list.filter === 'many') expect(query).toContain("'name': this.apiClient.buildCollectionParam(");
    else expect(query).toMatch(/'name': opts\['name'\]/);
  },
);
