/** One thing API Management or this project refuses: its name, and why it matters. Each has a page in docs/lint. */
export interface Rule {
  /** A short name in words. */
  readonly title: string;
  /** What happens when the rule is broken. */
  readonly why: string;
}

const REFUSED = 'Azure refuses the document when it is saved, half an hour into a deployment.';

/** Every rule by its id. An id is never used again for something else. */
export const RULES = {
  AMG001: { title: 'Well-formed XML', why: REFUSED },
  AMG002: {
    title: 'No "--" in an XML comment',
    why: 'Azure refuses the document with an error that names another place.',
  },
  AMG003: { title: 'Only the entities of XML', why: REFUSED },
  AMG004: {
    title: 'No document type and no processing instruction',
    why: 'Policy text is elements and text only; how Azure reads anything else is not documented.',
  },
  AMG005: { title: 'Expressions close', why: REFUSED },
  AMG006: {
    title: 'A value is an expression or text, never both',
    why: 'Azure takes the mix for literal text or refuses it; the expression in it never runs.',
  },
  AMG007: {
    title: 'No XML entity in an expression',
    why: 'In rawxml C# stands unescaped; whether Azure decodes an entity there is not documented.',
  },
  AMG010: { title: 'The root is policies, or fragment', why: REFUSED },
  AMG011: { title: 'The root holds sections only', why: REFUSED },
  AMG012: { title: 'A section stands once', why: REFUSED },
  AMG013: { title: 'Sections stand in order', why: 'The documented order is inbound, backend, outbound, on-error.' },
  AMG014: {
    title: 'The backend section holds one policy',
    why: 'Azure refuses more with "backend section allows only one policy to be specified"; base counts.',
  },
  AMG020: { title: 'Policies are known', why: REFUSED },
  AMG021: { title: 'A policy stands in a section it is allowed in', why: REFUSED },
  AMG022: { title: 'A policy stands at a scope it is allowed at', why: REFUSED },
  AMG023: { title: 'A policy exists on the tier', why: REFUSED },
  AMG024: { title: 'Once-only policies stand once', why: REFUSED },
  AMG030: { title: 'Attributes are known', why: REFUSED },
  AMG031: { title: 'Required attributes are there', why: REFUSED },
  AMG032: { title: 'No expression where only a literal is allowed', why: 'Azure refuses it or takes the C# for text.' },
  AMG033: { title: 'Literal values are legal', why: REFUSED },
  AMG034: { title: 'Attributes that exclude each other', why: REFUSED },
  AMG040: { title: 'Children are known', why: REFUSED },
  AMG041: { title: 'Children stand in order', why: 'Azure checks the order of the policy statement against a schema.' },
  AMG042: { title: 'Children stand as often as they must', why: REFUSED },
  AMG043: { title: 'No text between policies', why: REFUSED },
  AMG050: {
    title: 'Named values exist',
    why: 'Azure refuses the document with "Cannot find a property". Names are case-sensitive.',
  },
  AMG051: { title: 'Fragments exist', why: REFUSED },
  AMG052: { title: 'Backends exist', why: REFUSED },
  AMG053: { title: 'Loggers exist', why: REFUSED },
  AMG054: {
    title: 'What a document refers to is deployed before it',
    why: 'Terraform knows no order between the two and may send the document first; Azure then refuses it.',
  },
  AMG060: { title: 'Fragments do not nest', why: REFUSED },
  AMG061: { title: 'A fragment holds no section and no base', why: REFUSED },
  AMG062: {
    title: 'A fragment is rawxml',
    why: 'azurerm sends fragments as xml unless told otherwise, and every other policy as rawxml; in xml C# must be escaped.',
  },
  AMG063: { title: 'A fragment is at most 32 KB', why: REFUSED },
  AMG064: { title: 'A document keeps the size limit', why: REFUSED },
  AMG070: { title: 'Expressions are C#', why: REFUSED },
  AMG071: { title: 'Expressions are C# 7', why: 'Azure compiles with C# 7 and refuses newer syntax.' },
  AMG072: { title: 'No C# that expressions may not use', why: REFUSED },
  AMG073: {
    title: 'C# this project cannot read',
    why: 'Azure may accept it; here it can be neither checked nor run.',
  },
  AMG074: { title: 'Expressions compile', why: REFUSED },
  AMG075: { title: 'Only allowed .NET types', why: REFUSED },
  AMG076: { title: 'Only allowed members', why: REFUSED },
  AMG077: {
    title: 'A named value in C# stands in a string literal',
    why: 'Azure pastes the value as text before it compiles; anywhere else it becomes code.',
  },
  AMG078: { title: 'Expressions keep a sane size', why: 'It is too long or too deeply nested to check.' },
  AMG079: { title: 'A condition is bool', why: 'Azure refuses a condition of another type, or fails each request.' },
  AMG080: { title: 'One operation per method and URL template', why: 'Azure refuses the second operation.' },
  AMG081: { title: 'API paths are unique', why: 'Azure refuses the second API.' },
  AMG082: {
    title: 'Template parameters are declared',
    why: 'Azure refuses an operation whose URL template and template parameters differ.',
  },
  AMG083: { title: 'Names are unique', why: 'The second resource overwrites the first, or Azure refuses it.' },
  AMG084: { title: 'Named values are legal', why: 'azurerm or Azure refuses the named value.' },
  AMG085: {
    title: 'Text is compared as text',
    why: '`==` of an object and a text compares references: it is false on Azure for text that was read at run time.',
  },
  AMG090: { title: 'The stack can be read without Terraform', why: 'What cannot be read cannot be checked.' },
} as const satisfies Readonly<Record<string, Rule>>;

/** For instance `AMG014`. */
export type RuleId = keyof typeof RULES;
