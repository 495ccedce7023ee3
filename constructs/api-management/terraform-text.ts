/**
 * Escapes literal text for a Terraform JSON string, where `${` and `%{` open templates. For text that holds no token,
 * such as policies: an escaped token would arrive in Azure as text.
 */
export function escapeTerraform(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}
