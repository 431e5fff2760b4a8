import { describe, expect, test } from 'vitest';
import { functionName } from '../../../src/risk/features/functions.ts';
import { extractFeatures } from '../../../src/risk/features.ts';
import { diffOf, pullRequestOf, type Changes } from '../../change/change-of.ts';

const featuresOf = (changes: Changes) =>
  extractFeatures({ pullRequest: pullRequestOf(), diff: diffOf(changes) });

describe('new functions', () => {
  test.each<[string, string, string | null]>([
    ['a.ts', 'export async function load(id: string): Promise<Row> {', 'load'],
    ['a.ts', 'function* walk<T>(tree: T) {', 'walk'],
    ['a.ts', 'const total = (rows) => rows.length;', 'total'],
    [
      'a.ts',
      'export const total = async (rows: Row[], by: (a: Row) => number): Promise<number> => {',
      'total',
    ],
    ['a.ts', 'const total = row => row.a;', 'total'],
    ['a.ts', '  private async render(view: View): Promise<void> {', 'render'],
    ['a.ts', '  get size() {', 'size'],
    ['a.ts', '  #secret(x) {', 'secret'],
    ['a.ts', '  onClick: (event) => {', 'onClick'],
    ['a.ts', '  if (a) {', null],
    ['a.ts', '  } else if (a) {', null],
    ['a.ts', '  for (const a of b()) {', null],
    ['a.ts', '  switch (kind) {', null],
    ['a.ts', '  load(id);', null],
    ['a.ts', "app.get('/', (request, response) => {", null],
    ['a.ts', 'const a = (b + c) * 2;', null],
    ['a.ts', '// function old() {', null],
    ['a.ts', ' * function (x) is', null],
    ['a.py', '    async def load(self, id):', 'load'],
    ['a.go', 'func (s *Server) Serve(port int) error {', 'Serve'],
    ['a.rs', '    pub async fn serve<T>(port: T) -> u8 {', 'serve'],
    ['a.rb', '  def self.find(id)', 'find'],
    ['A.java', '    public static List<String> names(int a) throws IOException {', 'names'],
    ['A.java', '        return load(a);', null],
    ['A.cs', '        await Load(a)', null],
    ['a.kt', 'suspend fun load(id: Int): Row {', 'load'],
    ['a.sql', 'CREATE OR REPLACE FUNCTION total(a int)', 'total'],
    ['a.php', '  public function index(Request $r)', 'index'],
  ])('%s: %s', (path, text, name) => {
    expect(functionName(text, path)).toBe(name);
  });

  test('a function that moved or took another parameter is not new', () => {
    const { newFunctions } = featuresOf({
      'src/a.ts': { deleted: ['function one(a) {', 'function two() {'], added: ['function one(a, b) {'] },
      'src/b.ts': { added: ['function two() {', 'function three() {', 'function one() {'] },
      'test/b.test.ts': { added: ['function helper() {'] },
    });
    expect(newFunctions).toEqual([
      { path: 'src/b.ts', line: 11, name: 'three' },
      { path: 'src/b.ts', line: 12, name: 'one' },
    ]);
  });
});

describe('removed exports', () => {
  const removed = (changes: Changes) =>
    featuresOf(changes).removedExports.map(({ line, name }) => `${line} ${name}`);

  test.each<[string, Changes, string[]]>([
    ['declaration', { 'a.ts': { deleted: ['export abstract class Cart {'] } }, ['10 Cart']],
    ['generator', { 'a.ts': { deleted: ['export async function* rows() {'] } }, ['10 rows']],
    ['type', { 'a.ts': { deleted: ['export type Id = string;'] } }, ['10 Id']],
    [
      'list',
      { 'a.ts': { deleted: ["export { one, two as three, type Four } from './x';"] } },
      ['10 one', '10 three', '10 Four'],
    ],
    ['line of a list', { 'a.ts': { kept: ['export {', '  one,'], deleted: ['  two,'] } }, ['12 two']],
    ['line of another list', { 'a.ts': { kept: ['const x = {', '  one,'], deleted: ['  two,'] } }, []],
    ['everything of a module', { 'a.ts': { deleted: ["export * from './x';"] } }, ['10 *']],
    [
      'CommonJS',
      { 'a.js': { deleted: ['exports.load = load;', 'module.exports = {'] } },
      ['10 load', '11 default'],
    ],
    [
      'changed, not removed',
      { 'a.ts': { deleted: ['export function a() {'], added: ['export const a = () => {'] } },
      [],
    ],
    ['moved', { 'a.ts': { deleted: ['export const a = 1;'] }, 'b.ts': ['export const a = 1;'] }, []],
    [
      'default of another file',
      { 'a.ts': { deleted: ['export default a;'] }, 'b.ts': ['export default b;'] },
      ['10 default'],
    ],
    ['of a test', { 'test/a.ts': { deleted: ['export const a = 1;'] } }, []],
    ['Rust', { 'a.rs': { deleted: ['pub fn serve() {', 'fn own() {'] } }, ['10 serve']],
    [
      'Go',
      { 'a.go': { deleted: ['func Serve() {', 'func own() {', 'type Row struct {'] } },
      ['10 Serve', '12 Row'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(removed(changes)).toEqual(expected);
  });
});

describe('removed routes', () => {
  test.each<[string, Changes, string[]]>([
    ['Express', { 'a.ts': { deleted: ["router.post('/cart', add);"] } }, ['POST /cart']],
    ['moved', { 'a.ts': { deleted: ["app.get('/a', x);"] }, 'b.ts': ["router.get('/a', x);"] }, []],
    ['Nest', { 'a.ts': { deleted: ["  @Get('cart/:id')"] } }, ['GET /cart/:id']],
    ['Spring', { 'A.java': { deleted: ['  @PostMapping("/cart")'] } }, ['POST /cart']],
    ['Flask', { 'a.py': { deleted: ['@app.route("/cart")'] } }, ['ROUTE /cart']],
    [
      'Fastify',
      { 'a.ts': { deleted: ["fastify.route({ method: 'GET', url: '/cart', handler });"] } },
      ['route /cart'],
    ],
    ['a client call', { 'a.ts': { deleted: ["await api.get('/cart');"] } }, []],
    ['a page', { 'app/cart/page.tsx': { status: 'deleted', deleted: ['x'] } }, ['app/cart/page.tsx']],
    ['a moved page', { 'pages/b.tsx': { from: 'pages/a.tsx' } }, ['pages/a.tsx']],
    ['a page in another language', { 'pages/a.tsx': { from: 'pages/a.jsx' } }, []],
    ['an internal part of pages', { 'pages/_app.tsx': { status: 'deleted' } }, []],
  ])('%s', (_, changes, expected) => {
    expect(featuresOf(changes).removedRoutes.map(({ name }) => name)).toEqual(expected);
  });
});

describe('removed columns', () => {
  test.each<[string, Changes, string[]]>([
    ['SQL', { 'db/migrations/2.sql': ['ALTER TABLE a', '  DROP COLUMN IF EXISTS "email";'] }, ['email']],
    ['SQL without the word', { 'm.sql': ['ALTER TABLE a DROP email;'] }, ['email']],
    ['a constraint is no column', { 'm.sql': ['ALTER TABLE a DROP CONSTRAINT a_fk;'] }, []],
    ['Knex', { 'migrations/2.ts': ["t.dropColumn('email');"] }, ['email']],
    ['Sequelize', { 'migrations/2.js': ["await q.removeColumn('users', 'email');"] }, ['email']],
    ['Rails', { 'db/migrate/2.rb': ['  remove_column :users, :email, :string'] }, ['email']],
    ['Alembic', { 'migrations/2.py': ["    op.drop_column('users', 'email')"] }, ['email']],
    ['Django', { 'migrations/2.py': ["migrations.RemoveField(model_name='user', name='email')"] }, ['email']],
    [
      'the way back',
      {
        'migrations/2.ts': [
          'export async function up(k) {',
          'x',
          '}',
          'export async function down(k) {',
          "t.dropColumn('a')",
        ],
      },
      [],
    ],
    ['a down file', { 'migrations/2.down.sql': ['ALTER TABLE a DROP COLUMN b;'] }, []],
    ['commented out', { 'm.sql': ['-- ALTER TABLE a DROP COLUMN b;'] }, []],
    [
      'schema line',
      { 'schema.sql': { deleted: ['  email varchar(9),'], added: ['  mail text,'] } },
      ['email'],
    ],
    [
      'schema line changed',
      { 'schema.sql': { deleted: ['  email varchar(9),'], added: ['  email text,'] } },
      [],
    ],
    ['Prisma', { 'prisma/schema.prisma': { deleted: ['  email String? @unique'] } }, ['email']],
  ])('%s', (_, changes, expected) => {
    expect(featuresOf(changes).removedColumns.map(({ name }) => name)).toEqual(expected);
  });
});

describe('production paths', () => {
  test.each([
    ['Dockerfile', true],
    ['docker-compose.prod.yml', true],
    ['deploy/notes.md', false],
    ['test/deploy.test.ts', false],
    ['.env', true],
    ['.env.example', false],
    ['src/environments/prod.ts', true],
    ['src/employ.ts', false],
    ['src/envelope.ts', false],
    ['k8s/web.yaml', true],
    ['helm/values.yaml', true],
    ['.circleci/config.yml', true],
    ['src/precision.ts', false],
  ])('%s: %s', (path, production) => {
    expect(featuresOf({ [path]: ['x'] }).files[0]?.production).toBe(production);
  });
});
