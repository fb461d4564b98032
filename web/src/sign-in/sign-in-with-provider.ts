import {
  type Auth,
  browserPopupRedirectResolver,
  OAuthProvider,
  SAMLAuthProvider,
  signInWithPopup,
} from "firebase/auth";

/** @param id as Firebase names the provider: `google.com`, `microsoft.com`, `oidc.…`, `saml.…` */
export async function signInWithProvider(auth: Auth, id: string): Promise<void> {
  const provider = id.startsWith("saml.") ? new SAMLAuthProvider(id) : new OAuthProvider(id);
  await signInWithPopup(auth, provider, browserPopupRedirectResolver);
}
