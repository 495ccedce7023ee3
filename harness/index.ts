export { startLocalGateway, type LocalGateway, type LocalGatewayOptions } from '../emulator/local-gateway';
export type { RecordedPolicy, RecordedRequest } from '../emulator/gateway/recorded-request';
export { StackError } from '../emulator/stack/stack-error';
export type { Clock, Randomness } from '../emulator/seams';
export { Browser, LeftForClient, type BrowserOptions, type Page } from './browser';
export { OAuthSession, signIn, type CallbackParameters, type Person } from './oauth-session';
export { StubBackend, type ReceivedRequest, type StubAnswer } from './stub-backend';
export { TestClock } from './test-clock';
export { TestGateway, type TestAnswer, type TestGatewayOptions, type TestRequest } from './test-gateway';
