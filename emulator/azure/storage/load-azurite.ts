import { createRequire } from 'node:module';
import type * as blobService from './blob-service';

/** Keeps Application Insights, which Azurite loads for a telemetry it never starts, from patching console and `require`. */
const NO_PATCHING = 'APPLICATION_INSIGHTS_NO_DIAGNOSTIC_CHANNEL';

/**
 * Loads Azurite, at the first request that needs it: it is large, and most logins through the gateway store no blob.
 * A `require`, as an `import()` of a CommonJS module answers differently under each TypeScript loader.
 */
export function loadAzurite(): typeof blobService {
  const before = process.env[NO_PATCHING];
  process.env[NO_PATCHING] = '1';
  try {
    return createRequire(__filename)('./blob-service') as typeof blobService;
  } finally {
    if (before === undefined) {
      delete process.env[NO_PATCHING];
    } else {
      process.env[NO_PATCHING] = before;
    }
  }
}
