/*
 * cdktf notes the stack at which every token is made, for its own error messages. Under Jest each frame is mapped back to
 * TypeScript, which was all but a thirtieth of the time that a construct's test took.
 */
jest.mock('cdktf/lib/tokens/private/stack-trace', () => ({ captureStackTrace: () => [] }));
