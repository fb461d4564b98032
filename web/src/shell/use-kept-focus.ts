import { type RefObject, useEffect } from "react";

/**
 * Gives `main` the focus when what had it is taken away, such as the button of an action that was done, or the list when
 * one of its orders is opened: whoever uses the keyboard would begin again at the start of the page.
 */
export function useKeptFocus(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let last: Element | null = null;
    const remember = ({ target }: FocusEvent) => {
      // Dialogs and menus stand outside, and give the focus back themselves to what opened them.
      if (target instanceof Element && target.closest("#root")) last = target;
    };
    const observer = new MutationObserver(() => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return;
      last = null;
      main.current?.focus({ preventScroll: true });
    });
    document.addEventListener("focusin", remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", remember);
      observer.disconnect();
    };
  }, [main]);
}
