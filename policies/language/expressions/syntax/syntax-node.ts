import type { Node } from 'web-tree-sitter';

/** Whether nodes of a kind (by the grammar's number for it) are named: the same for all of them. */
const namedKinds = new Map<number, boolean>();

/**
 * A node of the C# grammar's tree, asking WebAssembly for each of its properties once only: a question costs more than
 * the parsing of the node did. Valid while the tree is.
 */
export class SyntaxNode {
  readonly type: string;
  /** False for punctuation and keywords. */
  readonly isNamed: boolean;
  /** Offset in the parsed text. */
  readonly startIndex: number;
  private end: number | undefined;
  private nodes: readonly SyntaxNode[] | undefined;

  constructor(
    private readonly node: Node,
    private readonly parsed: string,
  ) {
    const kind = node.typeId;
    this.type = node.tree.language.types[kind] ?? 'ERROR';
    this.startIndex = node.startIndex;
    let isNamed = namedKinds.get(kind);
    if (isNamed === undefined) {
      isNamed = node.isNamed;
      namedKinds.set(kind, isNamed);
    }
    this.isNamed = isNamed;
  }

  /** Offset after the node in the parsed text. */
  get endIndex(): number {
    this.end ??= this.node.endIndex;
    return this.end;
  }

  /** The text of the node as it stands in the source. */
  get text(): string {
    return this.parsed.slice(this.startIndex, this.endIndex);
  }

  /** True for a token that the parser put in to go on. */
  get isMissing(): boolean {
    return this.startIndex === this.endIndex && this.node.isMissing;
  }

  /** True for text that fits nothing. */
  get isError(): boolean {
    return this.type === 'ERROR';
  }

  get children(): readonly SyntaxNode[] {
    this.nodes ??= this.node.children
      .filter((child) => child !== null)
      .map((child) => new SyntaxNode(child, this.parsed));
    return this.nodes;
  }

  /** The first child in a field of the grammar, or null. */
  childForFieldName(field: string): SyntaxNode | null {
    const child = this.node.childForFieldName(field);
    return child === null ? null : this.known(child);
  }

  /** The children in a field of the grammar. */
  childrenForFieldName(field: string): SyntaxNode[] {
    return this.node
      .childrenForFieldName(field)
      .filter((child) => child !== null)
      .map((child) => this.known(child));
  }

  private known(child: Node): SyntaxNode {
    return this.children.find((own) => own.node.id === child.id) ?? new SyntaxNode(child, this.parsed);
  }
}
