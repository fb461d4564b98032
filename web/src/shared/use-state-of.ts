import { useCallback, useState } from "react";

/**
 * State about a subject. As soon as the subject is another, the state is `initial` again: what was heard of the former
 * one does not pass for this one's, not even for one rendering.
 *
 * @param initial has to be the same object each time
 */
export function useStateOf<State>(subject: unknown, initial: State) {
  const [kept, setKept] = useState({ subject, state: initial });
  const change = useCallback(
    (to: (before: State) => State) =>
      setKept((before) => ({
        subject,
        state: to(before.subject === subject ? before.state : initial),
      })),
    [subject, initial],
  );
  return [kept.subject === subject ? kept.state : initial, change] as const;
}
