export const shellTexts = {
  appName: "Payments",
  actions: {
    newLink: "New link",
    reload: "Reload the page",
    signOut: "Sign out",
    toOrders: "To all orders",
    close: "Close",
  },
  shell: {
    dark: "Dark colours",
    light: "Light colours",
    menu: "Your account and settings",
    skip: "Skip to the content",
  },
  roles: { staff: "staff", admin: "administrator" },
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
    brokenHint:
      "Check your connection, then reload the page. If that does not help, give your administrator the sentence below.",
    newVersion:
      "A part of this page could not be loaded. Check your connection and reload the page, then try again.",
    noSuchPage: "There is no such page",
    offline: "The server cannot be heard. What you see was true before, and may have changed.",
    retrying: "We keep trying; you need not do anything.",
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
      hint: "Ask your administrator to deploy the indexes with this command. Building one takes some minutes. Then the list appears by itself. Until then, show all orders.",
    },
    functionMissing: {
      title: "The function was not found",
      hint: "Ask your administrator to compare the region and prefix in settings.json with the deployment.",
    },
    invalid: {
      title: "Something is not accepted",
      hint: "Correct what is named below, or marked, then try again.",
    },
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
