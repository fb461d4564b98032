import { Button, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { ChevronDown, ChevronUp } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { COUNTRY_CODES } from "./countries.js";
import { type AddressName, hasText, type LinkFormValues } from "./link-form.js";
import classes from "./new-link.module.css";
import { SearchSelect } from "./search-select.js";

type Props = { form: UseFormReturnType<LinkFormValues>; address: AddressName };

/** One of the customer's addresses, closed until it is asked for, has something in it, or something is wrong with it. */
export function AddressFields({ form, address }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [isOpen, setOpen] = useState(hasText(form.values[address]));
  const isWrong = Object.keys(form.errors).some((path) => path.startsWith(`${address}.`));
  const isShown = isOpen || isWrong;
  const Chevron = isShown ? ChevronUp : ChevronDown;
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        className={classes.disclosure}
        rightSection={<Chevron size={16} aria-hidden />}
        aria-expanded={isShown}
        aria-controls={id}
        onClick={() => setOpen(!isShown)}
      >
        {t(`newLink.${address}`)}
      </Button>
      <fieldset id={id} hidden={!isShown} className={classes.address} aria-label={t(`newLink.${address}`)}>
        {isShown && <Fields form={form} address={address} />}
      </fieldset>
    </>
  );
}

const PARTS = ["name", "address1", "address2", "city", "state", "zip"] as const;

function Fields({ form, address }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.pair}>
      {PARTS.map((part) => (
        <TextInput
          key={part}
          label={t(`newLink.address.${part}`)}
          autoComplete="off"
          dir="auto"
          {...form.getInputProps(`${address}.${part}`)}
        />
      ))}
      <CountrySelect {...form.getInputProps(`${address}.country`)} />
      {address === "billingAddress" && (
        <>
          <TextInput
            label={t("newLink.address.phone")}
            type="tel"
            autoComplete="off"
            dir="ltr"
            {...form.getInputProps("billingAddress.phone")}
          />
          <TextInput
            label={t("newLink.address.email")}
            type="email"
            autoComplete="off"
            dir="ltr"
            {...form.getInputProps("billingAddress.email")}
          />
        </>
      )}
    </div>
  );
}

type SelectProps = { value?: string; onChange?: (value: string | null) => void; error?: ReactNode };

function CountrySelect({ value = "", onChange, error }: SelectProps) {
  const { t } = useTranslation();
  const { countries } = useFormat();
  const known = countries(COUNTRY_CODES);
  // A backend's draft may have a code of three letters.
  const isKnown = value === "" || COUNTRY_CODES.includes(value);
  return (
    <SearchSelect
      label={t("newLink.address.country")}
      data={isKnown ? known : [{ value, label: value }, ...known]}
      clearable
      clearButtonProps={{ "aria-label": t("newLink.address.noCountry") }}
      autoComplete="off"
      value={value || null}
      onChange={(chosen) => onChange?.(chosen ?? "")}
      error={error}
    />
  );
}
