import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One import or re-export of a file. */
export interface Import {
  readonly line: number;
  /** A path from the project's folder for a file of ours, otherwise the specifier as it is written. */
  readonly target: string;
  readonly names: readonly string[];
  /** True when nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

/** A piece of code that is not a comment, with its text: an identifier, or the words of a string. */
export interface Piece {
  readonly line: number;
  readonly text: string;
}

export interface SourceFile {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly pieces: readonly Piece[];
  /** `process.env`, `Date.now`, `Math.random` and a `new Date()` without arguments, as they are written. */
  readonly uses: readonly Piece[];
}

/** Every TypeScript file under these folders, read. */
export function readSources(...folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => posix.join(folder, name)))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(ROOT, path), 'utf8')));
}

export function parseSource(path: string, text: string): SourceFile {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const pieces: Piece[] = [];
  const uses: Piece[] = [];
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const add = (node: ts.Node, specifier: ts.Expression | undefined, names: readonly string[], typeOnly: boolean): void => {
    if (specifier === undefined) return;
    const text = ts.isStringLiteralLike(specifier) ? specifier.text : ts.isTemplateExpression(specifier) ? specifier.head.text : '';
    imports.push({ line: lineOf(node), target: text.startsWith('.') ? posix.join(dirname(path), text) : text, names, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const bindings = clause?.namedBindings;
      const elements = bindings !== undefined && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
      const whole = clause?.name !== undefined || (bindings !== undefined && ts.isNamespaceImport(bindings));
      const typeOnly = clause !== undefined && (clause.isTypeOnly || (!whole && elements.length > 0 && elements.every((each) => each.isTypeOnly)));
      add(node, node.moduleSpecifier, [...(whole ? ['*'] : []), ...elements.map((each) => (each.propertyName ?? each.name).text)], typeOnly);
    } else if (ts.isExportDeclaration(node)) {
      add(node, node.moduleSpecifier, ['*'], node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], ['*'], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal as ts.StringLiteral, ['*'], true);
    } else if (ts.isPropertyAccessExpression(node) && ['process.env', 'Date.now', 'Math.random'].includes(node.getText(source))) {
      uses.push({ line: lineOf(node), text: node.getText(source) });
    } else if (ts.isNewExpression(node) && node.expression.getText(source) === 'Date' && (node.arguments ?? []).length === 0) {
      uses.push({ line: lineOf(node), text: 'new Date()' });
    }
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      pieces.push({ line: lineOf(node), text: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path, lines: text.split('\n').length - 1, imports, pieces, uses };
}
