import type { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { LLM_OPERATIONS } from '../../policies/contract/llm-operations';
import { TOKEN_LIMIT_KEYS, TOKEN_QUOTA_PERIODS, tokenLimitName } from '../../policies/contract/llm-api-policy';
import type { LlmApiPolicy, TokenLimit } from '../../policies/contract/llm-api-policy';
import { llmApiDocument } from '../../policies/documents/llm-api';
import { GatewayApi } from '../api-management/gateway-api';
import { GatewayEndpoint, type GatewayEndpointProps } from './gateway-endpoint';
import { ENDPOINT_RULES, isWhole } from './gateway-endpoint-rules';
import { grantModels, OpenAiAccount, type ModelDeployment } from './openai-account';
import { checkRules, type Rule } from '../rules';

/** Last segment of the base URL of OpenAI's clients, and of the API of Azure OpenAI that needs no `api-version`. */
const VERSION = 'v1';

/** An Azure OpenAI account that exists already. */
export interface ExistingOpenAiAccount {
  /** Azure resource id. */
  readonly id: string;
  /** Origin of its API, for instance `https://contoso.openai.azure.com`; a trailing slash does no harm. */
  readonly endpoint: string;
}

/** The models of an {@link LlmApi}: in an account of its own, or in one that exists. */
type LlmModels =
  | {
      /** Models to deploy in an account of their own, by the name that requests give as `model`. */
      readonly deployments: Readonly<Record<string, ModelDeployment>>;
      /** Azure region of that account; not every region has every model. @default that of the gateway */
      readonly location?: string;
      readonly account?: undefined;
    }
  | {
      /** An account that has models. */
      readonly account: ExistingOpenAiAccount;
      readonly deployments?: undefined;
      readonly location?: undefined;
    };

/** Props of {@link LlmApi}: beside the models what every endpoint takes, and limits. */
export type LlmApiProps = GatewayEndpointProps &
  LlmModels & {
    /** Limits of the tokens of prompts and answers. @default 20,000 per user and minute; an empty list limits nothing */
    readonly tokenLimits?: readonly TokenLimit[];
    /**
     * Whether prompts are counted before a model sees them, so that none is sent that is longer than what is left. Counts
     * are estimates then; otherwise they are what the model reports. @default false
     */
    readonly estimatePromptTokens?: boolean;
  };

type CheckedProps = Omit<GatewayEndpointProps, 'gateway'> & { readonly id: string } & {
  readonly [Prop in 'account' | 'deployments' | 'location' | 'tokenLimits']?: LlmApiProps[Prop];
};

const RULES: readonly Rule<CheckedProps>[] = [
  ...ENDPOINT_RULES,
  {
    id: 'llm-account',
    prop: 'account',
    when: ({ account, deployments }) => (account === undefined) === (deployments === undefined),
    message: 'The models are those of an account that exists, or are deployed in one of their own.',
    fix: 'Set either account or deployments.',
  },
  {
    id: 'llm-account-endpoint',
    prop: 'account',
    when: ({ account }) =>
      account !== undefined &&
      !Token.isUnresolved(account.endpoint) &&
      !/^https:\/\/[a-z0-9.-]+\/?$/.test(account.endpoint),
    message: 'The endpoint of an account is its origin: https and a host, without port and path.',
    fix: 'Write it like "https://contoso.openai.azure.com".',
  },
  {
    id: 'llm-location',
    prop: 'location',
    when: ({ location, deployments }) => location !== undefined && deployments === undefined,
    message: 'A region is chosen for an account of its own; one that exists has its own.',
    fix: 'Leave location out.',
  },
  {
    id: 'llm-token-limit-key',
    prop: 'tokenLimits',
    when: ({ tokenLimits = [] }) => !tokenLimits.every(({ per }) => TOKEN_LIMIT_KEYS.includes(per)),
    message: `A limit counts per ${TOKEN_LIMIT_KEYS.join(', ')}.`,
    fix: 'Write it like { per: "user", tokensPerMinute: 20_000 }.',
  },
  {
    id: 'llm-token-limit',
    prop: 'tokenLimits',
    when: ({ tokenLimits = [] }) => !tokenLimits.every(isLimit),
    message: `A limit has either tokensPerMinute, or tokenQuota and a period, one of ${TOKEN_QUOTA_PERIODS.join(', ')}; tokens are whole numbers from 1.`,
    fix: 'Write it like { per: "user", tokenQuota: 1_000_000, period: "Daily" }.',
  },
  {
    id: 'llm-token-limit-unique',
    prop: 'tokenLimits',
    when: ({ tokenLimits = [] }) =>
      tokenLimits.every(isLimit) && new Set(tokenLimits.map(tokenLimitName)).size < tokenLimits.length,
    message: 'Two limits of the same key and time share a counter, so each request would count twice.',
    fix: 'Keep the smaller one.',
  },
];

function isLimit(limit: TokenLimit): boolean {
  const { tokensPerMinute, tokenQuota, period } = { ...limit } as Partial<Record<string, unknown>>;
  if (tokensPerMinute !== undefined) {
    return tokenQuota === undefined && period === undefined && isWhole(Number(tokensPerMinute), 1);
  }
  return isWhole(Number(tokenQuota), 1) && TOKEN_QUOTA_PERIODS.some((known) => known === period);
}

/**
 * Language models behind the gateway, as OpenAI's clients call them: chat completions, responses and embeddings at
 * `<gateway>/<path>/v1`. Callers prove who they are as for an MCP server, tokens are limited and counted by caller, and Azure
 * OpenAI sees the gateway's managed identity alone.
 */
export class LlmApi extends GatewayEndpoint {
  readonly policy: LlmApiPolicy;
  readonly api: GatewayApi;
  /** Undefined when the account exists already. */
  readonly account: OpenAiAccount | undefined;
  /** Lets the gateway use the models. */
  readonly role: RoleAssignment;

  constructor(scope: Construct, id: string, props: LlmApiProps) {
    super(scope, id, props);
    checkRules(this, { ...props, id }, RULES);
    const { gateway, override, authentication, rateLimits, tokenLimits, estimatePromptTokens, timeoutSeconds } = props;
    const path = `${props.path}/${VERSION}`;
    this.policy = {
      name: id,
      path,
      resourcePath: path,
      displayName: props.displayName ?? id,
      scopes: props.scopes ?? [`llm:${id}`],
      allowedOrigins: props.allowedOrigins ?? gateway.allowedOrigins,
      ...(authentication === undefined ? {} : { authentication }),
      ...(rateLimits === undefined ? {} : { rateLimits }),
      ...(tokenLimits === undefined ? {} : { tokenLimits }),
      ...(estimatePromptTokens === undefined ? {} : { estimatePromptTokens }),
      ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    };
    gateway.addBackend({ policy: this.policy, url: this.url, path: this.node.path, isMcpServer: false });
    const models = props.deployments === undefined ? props.account : this.deploy(props);
    this.account = models instanceof OpenAiAccount ? models : undefined;
    this.role = grantModels(this, models.id, gateway.apiManagement.identity.principalId, override);
    this.api = new GatewayApi(this, 'api', {
      apiManagement: gateway.apiManagement,
      name: id,
      displayName: this.policy.displayName,
      path,
      serviceUrl: `${withoutSlash(models.endpoint)}/openai/${VERSION}`,
      override,
    });
    const document = llmApiDocument(this.policy, gateway.tokenAudience);
    for (const operation of LLM_OPERATIONS) this.api.addOperation(operation);
    this.api.addPolicy(() => document);
  }

  private deploy({ gateway, deployments, location, override }: LlmApiProps & { deployments: object }): OpenAiAccount {
    const { resourceGroup, naming, network, tags } = gateway;
    const part = this.node.id;
    return new OpenAiAccount(this, 'account', {
      resourceGroup,
      accountName: naming.of('openAi', part),
      location,
      deployments,
      network: network === undefined ? undefined : { network, part },
      override,
      tags,
    });
  }
}

/** The endpoint that Azure reports ends in a slash. */
function withoutSlash(endpoint: string): string {
  return Token.isUnresolved(endpoint) ? Token.asString(Fn.trimsuffix(endpoint, '/')) : endpoint.replace(/\/$/, '');
}
