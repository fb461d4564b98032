import { useLayoutEffect, useRef } from "react";
import { useLocation, useNavigationType } from "react-router";

/** A screen that is not as long by then has become shorter. */
const LONGEST_WAIT_MS = 5_000;

/** By the key of the history's entry; in pixels from the top. */
const offsets = new Map<string, number>();

/**
 * Another screen begins at its top. One that somebody goes back to begins where it was left, as soon as it is that long
 * again, unless they scroll meanwhile.
 */
export function useScrollOfHistory(): void {
  const { key, pathname } = useLocation();
  const isBack = useNavigationType() === "POP";
  const shown = useRef(pathname);
  // Before anything is drawn: the browser tells of a scroll with the next frame, and it must not count for the last entry.
  useLayoutEffect(() => {
    const isOtherScreen = shown.current !== pathname;
    shown.current = pathname;
    if (isOtherScreen && !isBack) window.scrollTo({ top: 0 });
    const wanted = isOtherScreen && isBack ? (offsets.get(key) ?? 0) : 0;
    let isGoingThere = wanted > 0;
    const goThere = () => {
      if (!isGoingThere) return;
      window.scrollTo({ top: wanted });
      isGoingThere = Math.ceil(window.scrollY) < wanted;
    };
    const stay = () => {
      isGoingThere = false;
    };
    const remember = () => {
      if (!isGoingThere) offsets.set(key, window.scrollY);
    };
    const growth = new ResizeObserver(goThere);
    growth.observe(document.body);
    const timer = setTimeout(stay, LONGEST_WAIT_MS);
    const acts = { wheel: stay, touchmove: stay, pointerdown: stay, keydown: stay };
    const listeners = Object.entries({ scroll: remember, ...acts });
    for (const [type, listener] of listeners) window.addEventListener(type, listener, { passive: true });
    return () => {
      growth.disconnect();
      clearTimeout(timer);
      for (const [type, listener] of listeners) window.removeEventListener(type, listener);
    };
  }, [key, pathname, isBack]);
}
