// Before the first paint, so that a dark page does not flash white. A file, because the Content-Security-Policy allows
// no script inside the page.
{
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("mantine-color-scheme-value") ?? "auto";
  } catch {
    // Storage is blocked: the system decides.
  }
  const isDark =
    chosen === "dark" || (chosen === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  const show = (scheme) => document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
  show(isDark ? "dark" : "light");

  // Paper is white: a dark page's text would be pale on it.
  let onScreen = null;
  addEventListener("beforeprint", () => {
    onScreen = document.documentElement.getAttribute("data-mantine-color-scheme");
    show("light");
  });
  addEventListener("afterprint", () => show(onScreen));
}
