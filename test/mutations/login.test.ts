import { describeMutations } from './describe-mutations';
import { isOfRequests } from './groups';

describeMutations('the OAuth endpoints', (mutation) => !isOfRequests(mutation));
