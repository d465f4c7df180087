import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeploymentNode } from '../../src/orchestrator/deployment-node.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let node: DeploymentNode;
let directory: string;

const releaseOf = (version: string) => `${version}_id`;
const sourceOf = (version: string) => join(workspace.modules, 'billing', version);

beforeEach(async () => {
  workspace = await makeWorkspace();
  await workspace.publish('billing', '1');
  await workspace.publish('billing', '2');
  await workspace.publish('billing', '3');
  directory = join(workspace.nodes, 'node-1');
  node = new DeploymentNode(directory, 'billing');
});

afterEach(() => workspace.remove());

async function deploy(version: string): Promise<void> {
  await node.install(sourceOf(version), releaseOf(version));
  await node.activate(releaseOf(version));
}

test('an installed release is not active', async () => {
  await node.install(sourceOf('1'), releaseOf('1'));
  expect(await node.active()).toBeUndefined();
});

test('an active release is what a reader of <module>/active finds', async () => {
  await deploy('1');
  await deploy('2');
  expect(await readFile(join(directory, 'billing/active/README'), 'utf8')).toBe('billing 2');
  expect(await node.active()).toBe('2_id');
});

test('a reader finds one release or the other while they are switched, at any moment', async () => {
  await deploy('1');
  const seen = new Set<string>();
  let switching = true;
  const reader = async () => {
    while (switching) seen.add(await readFile(join(directory, 'billing/active/README'), 'utf8'));
  };
  const reading = reader();
  for (let round = 0; round < 50; round++) await deploy(round % 2 === 0 ? '2' : '1');
  switching = false;
  await reading; // rejects if the link was ever missing
  expect([...seen].sort()).toEqual(['billing 1', 'billing 2']);
});

test('a rollback puts back what was active and removes the release', async () => {
  await deploy('1');
  await deploy('2');
  expect(await node.rollBack(releaseOf('2'))).toBe(true);
  expect(await readFile(join(directory, 'billing/active/README'), 'utf8')).toBe('billing 1');
  expect(await readdir(join(directory, 'billing/releases'))).toEqual(['1_id']);
});

test('a rollback of the first release leaves none active', async () => {
  await deploy('1');
  expect(await node.rollBack(releaseOf('1'))).toBe(true);
  expect(await node.active()).toBeUndefined();
});

test('a rollback of what is not active only removes it', async () => {
  await deploy('1');
  await node.install(sourceOf('2'), releaseOf('2'));
  expect(await node.rollBack(releaseOf('2'))).toBe(false);
  expect(await node.active()).toBe('1_id');
  expect(await readdir(join(directory, 'billing/releases'))).toEqual(['1_id']);
});

test('of what was active before, only the last is kept', async () => {
  for (const version of ['1', '2', '3']) await deploy(version);
  expect(await readdir(join(directory, 'billing/releases'))).toEqual(['2_id', '3_id']);
});

test('what a crash left half installed is not what a rollback puts back', async () => {
  await deploy('1');
  await mkdir(join(directory, 'billing/releases/0_id'));
  await deploy('2');
  await node.rollBack(releaseOf('2'));
  expect(await node.active()).toBe('1_id');
});

test('a release whose entry compiles passes the check, one whose entry does not fails it', async () => {
  await workspace.publish('billing', '4', 'broken');
  await deploy('1');
  await node.check();
  await deploy('4');
  await expect(node.check()).rejects.toMatchObject({
    name: 'EntryBroken',
    message: expect.stringMatching(/node-1.*lib\/index.js: SyntaxError/),
  });
});
