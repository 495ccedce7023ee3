import type { DocumentSource, ServiceModel } from '../service/model';
import { checkService } from './check-service';
import { contextOf } from './context';
import { sortFindings, type Finding } from './finding';
import { lintDocumentIn, lintFragmentIn } from './lint-document';

/**
 * Every breach of a rule in a service: each fragment alone, each document with its fragments expanded, and the service
 * as a whole. Sorted by document and place; empty when there is nothing to refuse. Documents with C# need
 * `await loadCSharp()` before.
 */
export function lintService(service: ServiceModel): Finding[] {
  const context = contextOf(service);
  return sortFindings([
    ...checkService(service),
    ...service.fragments.flatMap((fragment) => lintFragmentIn(fragment, context)),
    ...documentsOf(service).flatMap((document) => lintDocumentIn(document, context)),
  ]);
}

/** Every policy document of a service, from the broadest scope to the narrowest. */
export function documentsOf({ policies, products, apis }: ServiceModel): readonly DocumentSource[] {
  const documents = [
    ...policies,
    ...products.map(({ document }) => document),
    ...apis.flatMap(({ document, operations }) => [document, ...operations.map((operation) => operation.document)]),
  ];
  return documents.filter((document) => document !== undefined);
}
