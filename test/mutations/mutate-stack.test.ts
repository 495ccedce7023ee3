import { orOperands } from './condition-operands';
import { findConditions } from './find-conditions';
import { findMutations, mutateStack, type StackJson } from './mutate-stack';

const DOCUMENT = [
  '<policies><inbound>',
  '<choose id="check-one"><when condition="@(1 < 2)"><return-response/></when></choose>',
  '<set-variable id="check-two" name="good" value="@("$${a}" != "")"/>',
  '<validate-jwt id="check-three" token-value="@(token)" output-token-variable-name="jwt">',
  '<audiences><audience>a</audience></audiences><issuers><issuer>i</issuer></issuers></validate-jwt>',
  '<set-header id="other" name="a" exists-action="delete"/>',
  '</inbound></policies>',
].join('');

const TYPE = 'azurerm_api_management_api_operation_policy';
const NAME = 'gateway_oauth_token-policy_0123ABCD';
const STACK: StackJson = { resource: { [TYPE]: { [NAME]: { xml_content: DOCUMENT, operation_id: 'token' } } } };

function mutated(name: string): unknown {
  const mutation = findMutations(STACK).find((candidate) => candidate.name === name);
  return mutation && mutateStack(STACK, mutation).resource[TYPE]?.[NAME]?.['xml_content'];
}

describe('findMutations', () => {
  it('finds every check and the parts of a validate-jwt', () => {
    expect(findMutations(STACK).map(({ name }) => name)).toEqual([
      'token/check-one',
      'token/check-two',
      'token/check-three',
      'token/check-three.audience',
      'token/check-three.issuer',
      'token/check-three.signature',
      'token/check-three.expiration-time',
      'token/check-three.expiry',
    ]);
  });
});

describe('mutateStack of a validate-azure-ad-token', () => {
  const policy = [
    '<policies><inbound><validate-azure-ad-token id="check-it" tenant-id="t" token-value="@(token)" output-token-variable-name="jwt">',
    '<audiences><audience>a</audience></audiences><required-claims>',
    '<claim name="idtyp" match="any"><value>app</value></claim><claim name="roles" match="any"><value>r</value></claim>',
    '</required-claims></validate-azure-ad-token></inbound></policies>',
  ].join('');
  const stack: StackJson = { resource: { [TYPE]: { [NAME]: { xml_content: policy } } } };

  it.each([
    ['token/check-it', 'validate-azure-ad-token', '<set-variable name="jwt" value="@((token).AsJwt())"'],
    ['token/check-it.audience', '<audience>a', '<audience>@((token).AsJwt().Audiences.First())</audience>'],
    ['token/check-it.idtyp', 'idtyp', '<value>r</value>'],
    ['token/check-it.roles', 'roles', '<value>app</value>'],
  ])('%s takes out %s and leaves %s', (name, gone, left) => {
    const mutation = findMutations(stack).find((candidate) => candidate.name === name);
    const text = mutation && mutateStack(stack, mutation).resource[TYPE]?.[NAME]?.['xml_content'];
    expect(text).not.toContain(gone);
    expect(text).toContain(left);
  });
});

describe('mutateStack', () => {
  it('takes a refusal out and leaves the rest', () => {
    expect(mutated('token/check-one')).not.toContain('check-one');
    expect(mutated('token/check-one')).toContain('id="check-two"');
  });

  it('makes a condition true', () => {
    expect(mutated('token/check-two')).toContain('<set-variable id="check-two" name="good" value="@(true)"');
  });

  it('keeps what Terraform would read as a template escaped', () => {
    expect(mutated('token/check-one')).toContain('$${a}');
  });

  it('reads a token without checking it', () => {
    expect(mutated('token/check-three')).toContain('<set-variable name="jwt" value="@((token).AsJwt())"');
  });

  it.each([
    ['audience', '<audiences>'],
    ['issuer', '<issuers>'],
  ])('leaves the %s out', (part, gone) => {
    expect(mutated(`token/check-three.${part}`)).not.toContain(gone);
    expect(mutated(`token/check-three.${part}`)).toContain('validate-jwt');
  });

  it('takes unsigned tokens', () => {
    expect(mutated('token/check-three.signature')).toContain('require-signed-tokens="false"');
  });
});

describe('findConditions', () => {
  it('takes each branch and each operand out alone', () => {
    const document =
      '<policies><inbound><choose id="check-a"><when condition="@(a(b || c) == "||" || d)"><e/></when>' +
      '<when condition="@(f)"><g/></when></choose></inbound></policies>';
    const stack: StackJson = { resource: { [TYPE]: { [NAME]: { xml_content: document } } } };
    const [check] = findMutations(stack);
    const texts = (check ? findConditions(stack, check) : []).map((condition) => [
      condition.name,
      /<choose id="check-a">(.*)<\/choose>/.exec(
        String(mutateStack(stack, condition).resource[TYPE]?.[NAME]?.['xml_content']),
      )?.[1],
    ]);
    expect(texts).toEqual([
      ['token/check-a[0]', '<when condition="@(f)"><g /></when>'],
      ['token/check-a[1]', '<when condition="@(a(b || c) == "||" || d)"><e /></when>'],
      ['token/check-a[2]', '<when condition="@(d)"><e /></when><when condition="@(f)"><g /></when>'],
      ['token/check-a[3]', '<when condition="@(a(b || c) == "||")"><e /></when><when condition="@(f)"><g /></when>'],
    ]);
  });

  it('finds none in a check with one condition', () => {
    const [check] = findMutations(STACK);
    expect(check && findConditions(STACK, check)).toEqual([]);
  });
});

describe('orOperands', () => {
  it.each([
    ['a', ['a']],
    ['a || b', ['a', 'b']],
    ['(a || b) && c["||"] == "\\"||"', ['(a || b) && c["||"] == "\\"||"']],
  ])('of %s', (condition, expected) => {
    expect(orOperands(condition)).toEqual(expected);
  });
});
