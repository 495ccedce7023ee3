export { ApiManagement, API_MANAGEMENT_SKUS } from './constructs/api-management';
