import { providerMistakes } from './argument-mistakes';
import { artefacts, type Artefact } from './artefacts';
import { nameMistakes } from './name-mistakes';
import { policyMistakes } from './policy-mistakes';
import { referenceMistakes } from './reference-mistakes';
import { secretMistakes } from './secret-mistakes';
import { tagMistakes } from './tag-mistakes';
import type { TerraformFile } from './terraform-file';

let all: readonly Artefact[];
beforeAll(async () => {
  all = await artefacts();
}, 180000);

const mistakesOf = (check: (file: TerraformFile) => readonly string[], chosen = all): readonly string[] =>
  chosen.flatMap(({ name, file }) => check(file).map((mistake) => `${name}: ${mistake}`));

describe('the Terraform JSON of every stack and example', () => {
  it('has arguments that the providers take', () => {
    expect(mistakesOf(providerMistakes)).toEqual([]);
  });

  it('refers to nothing that is not there, and to nothing in a circle', () => {
    expect(mistakesOf(referenceMistakes)).toEqual([]);
  });

  it('deploys what a policy refers to before the policy', () => {
    expect(mistakesOf(policyMistakes)).toEqual([]);
  });

  it('holds no secret', () => {
    expect(mistakesOf(secretMistakes)).toEqual([]);
  });

  it('has names that Azure takes, each once', () => {
    expect(mistakesOf(nameMistakes)).toEqual([]);
  });

  it('puts the tags of the gateway on everything that takes tags', () => {
    const tagged = all.filter(({ file }) =>
      JSON.stringify(file.resource?.azurerm_resource_group ?? {}).includes('"team"'),
    );
    expect(tagged.length).toBeGreaterThan(1);
    expect(mistakesOf(tagMistakes, tagged)).toEqual([]);
  });
});
