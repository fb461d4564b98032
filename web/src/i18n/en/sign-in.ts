export const signInTexts = {
  signIn: {
    title: "Sign in",
    email: "E-mail",
    password: "Password",
    showPassword: "Show the password",
    submit: "Sign in",
    or: "or",
    with: "Continue with {{provider}}",
    problems: {
      refused: "This e-mail and password do not belong together. Check both, and try again.",
      tooMany: "Too many attempts. Wait a few minutes, then try again.",
      disabled: "This account has been disabled. Ask your administrator.",
      offline: "The sign-in service cannot be reached. Check your connection, then try again.",
      appCheck: "This page could not prove that it is a known app (App Check). Ask your administrator.",
      notConfigured: "This way to sign in is not switched on for this site. Ask your administrator.",
      popup: "The provider's window was closed or blocked. Allow pop-ups for this site, and try again.",
      unknown: "The sign-in did not work. Try again in a moment.",
    },
  },
  demo: {
    title: "Demonstration on this machine",
    signInAs: "Sign in as {{name}}",
    simulator: "Simulator of PointCheckout",
    outbox: "Its e-mails and SMS",
    card: "Test card:",
  },
  sessionEnded: "Your session has ended. Sign in again to go on where you were.",
};
