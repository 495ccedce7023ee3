import { describeMutations } from './describe-mutations';
import { isOfRequests } from './groups';

describeMutations('MCP requests', isOfRequests);
