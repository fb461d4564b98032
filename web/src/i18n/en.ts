export const en = {
  appName: "Payments",
  actions: {
    newLink: "New link",
    reload: "Reload the page",
    signOut: "Sign out",
    toOrders: "To all orders",
  },
  shell: {
    dark: "Dark colours",
    light: "Light colours",
    menu: "Your account and settings",
    skip: "Skip to the content",
  },
  roles: { staff: "staff", admin: "administrator" },
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
  noRole: {
    title: "You have no role yet",
    signedInAs: "You are signed in as {{email}}, but nobody has given this account a role.",
    askContact: "Ask {{contact}} for the role “staff”, or “admin” if you also make refunds.",
    askAdministrator:
      "Ask the person who runs this Firebase project for the role “staff”, or “admin” if you also make refunds.",
    command: "They give it with this command:",
    checkAgain: "Check again",
    stillNone: "There is still no role.",
  },
  states: {
    loading: "Loading",
    broken: "This page cannot be shown",
    brokenHint: "Reload it. If that does not help, give your administrator the sentence below.",
    noSuchPage: "There is no such page",
    offline: "The server cannot be heard. What you see was true before, and may have changed.",
    retrying: "We keep trying; you need not do anything.",
  },
  orders: {
    title: "Orders",
    order: "Order",
    customer: "Customer",
    description: "Description",
    status: "Status",
    amount: "Amount",
    created: "Created",
    hasProblem: "This order has a problem",
    sortHint: "Sort the orders on this page",
    live: "Live",
    notLive: "Not live",
    none: "No orders yet",
    noneHint: "Send your first payment link. The order appears here at once.",
  },
  status: {
    DRAFT: "Draft",
    CREATING: "Making the link",
    PENDING: "Waiting for payment",
    AUTHORIZED: "Authorized",
    PENDING_CONFIRMATION: "To be confirmed",
    PAID: "Paid",
    FAILED: "Failed",
    CANCELLED: "Cancelled",
    EXPIRED: "Expired",
    REFUNDED: "Refunded",
    PARTIALLY_REFUNDED: "Partly refunded",
    CHARGEBACK: "Charged back",
  },
  errors: {
    offline: {
      title: "No answer came",
      hint: "Check your connection. Whether the last action took effect is not known: look at the order, then repeat it.",
    },
    session: { title: "Your session has ended", hint: "Sign in again. What you were doing can be repeated." },
    appCheck: {
      title: "This page is not accepted as a known app (App Check)",
      hint: "Reload the page. If that does not help, ask your administrator to check App Check.",
    },
    denied: {
      title: "You are not allowed to do this",
      hint: "Your role does not include it. Ask your administrator.",
    },
    index: {
      title: "This list needs an index that is not deployed",
      hint: "Ask your administrator to deploy firestore.indexes.json. Until then, use fewer filters.",
    },
    functionMissing: {
      title: "The function was not found",
      hint: "Ask your administrator to compare the region and prefix in settings.json with the deployment.",
    },
    invalid: { title: "Something in the form is not accepted", hint: "Correct the marked fields." },
    notFound: { title: "There is no such order", hint: "Check the order id." },
    exists: {
      title: "The order is different by now",
      hint: "It is paid already, or has another content. Look at it before you go on.",
    },
    refused: { title: "This is not possible at the moment", hint: "The reason is below." },
    busy: { title: "Somebody is changing this order right now", hint: "Try again in a few seconds." },
    tooMany: { title: "Too many calls", hint: "Wait a little, then try again." },
    unavailable: {
      title: "PointCheckout could not be reached",
      hint: "Try again: nothing is done twice.",
    },
    defect: {
      title: "Something went wrong on our side",
      hint: "Try again. The administrator finds more in the log.",
    },
  },
};

type Plural = "zero" | "two" | "few" | "many";
type Widen<T> = { [K in keyof T]: T[K] extends string ? string : Widen<T[K]> };
/** Languages with more plural forms than English may have more keys. */
type WithPlurals<T> = {
  [K in keyof T]: T[K] extends string ? string : WithPlurals<T[K]>;
} & { [K in keyof T as K extends `${infer Base}_other` ? `${Base}_${Plural}` : never]?: string };

export type Translation = Widen<typeof en>;
export type CompleteTranslation = WithPlurals<typeof en>;
