// A real OpenID provider for the tests: node openid-provider.mjs PORT CLIENT REDIRECT-URI
// Whoever signs in as NAME has the address NAME@example.org, verified unless the name begins with "unverified".
import Provider from "oidc-provider";

const [port, client, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: client, client_secret: "a secret of the tests", redirect_uris: [redirect], response_types: ["code"], grant_types: ["authorization_code"] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: ["of the tests"] },
  findAccount: (_, name) => ({
    accountId: name,
    claims: () => ({ sub: name, name, email: `${name.replace(/^unverified-|^again-/, "")}@example.org`, email_verified: !name.startsWith("unverified") }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
