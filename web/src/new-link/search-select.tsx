import { Select, type SelectProps } from "@mantine/core";

type Props = Omit<SelectProps, "data"> & { data: readonly { value: string; label: string }[] };

/**
 * A choice that can be typed. Enter takes the first that fits, and never sends the form: it would go with the former
 * choice. Who types all of one and goes on has chosen it, too.
 */
export function SearchSelect({ data, value, onChange, ...props }: Props) {
  const take = (typed: string) => {
    const text = typed.trim().toLowerCase();
    const choice = data.find((one) => [one.value, one.label].some((name) => name.toLowerCase() === text));
    if (choice && choice.value !== value) onChange?.(choice.value, choice);
  };
  return (
    <Select
      searchable
      selectFirstOptionOnChange
      data={data}
      {...(value !== undefined && { value })}
      {...(onChange && { onChange })}
      // Before Mantine puts the former choice back.
      onBlurCapture={(event) => take(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.preventDefault();
      }}
      {...props}
    />
  );
}
