import { ActionIcon, Anchor, Button, Group, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { Check, Copy, ExternalLink, Mail, MessageCircle, MessageSquare, Share2 } from "lucide-react";
import type { Order, OrderLink } from "pointcheckout-firebase-client";
import { QRCodeSVG } from "qrcode.react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { shareLinks } from "./share-links.js";
import classes from "./share-panel.module.css";

type Props = { order: Order; link: OrderLink };

/** Everything by which a clerk hands a live link to a customer. */
export function SharePanel({ order, link }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { customer, description, amount } = order;
  const subject = t("share.subject", { description });
  const text = t("share.text", { description, amount: format.money(amount), url: link.url });
  const { whatsApp, sms, mail } = shareLinks(customer ?? {}, text, subject);
  const { copied, copy, error: copyRefusal } = useClipboard({ timeout: 3_000 });
  const field = useRef<HTMLInputElement>(null);
  // Its focus marks the link, to be copied by hand.
  useEffect(() => {
    if (copyRefusal) field.current?.focus();
  }, [copyRefusal]);
  const canShare = typeof navigator.share === "function";
  // The user closes the system's sheet without having chosen: nothing has failed.
  const share = () => navigator.share({ title: subject, text }).catch(() => undefined);

  return (
    <div className={classes.panel}>
      <figure className={classes.code}>
        <QRCodeSVG value={link.url} size={148} title={t("share.qr")} marginSize={2} level="M" />
      </figure>
      <div className={classes.ways}>
        <TextInput
          ref={field}
          label={t("share.link")}
          error={copyRefusal && t("share.copyRefused")}
          value={link.url}
          readOnly
          dir="ltr"
          onFocus={(event) => event.currentTarget.select()}
          rightSection={
            <ActionIcon
              component="a"
              href={link.url}
              target="_blank"
              rel="noreferrer"
              variant="subtle"
              color="gray"
              aria-label={t("share.open")}
            >
              <ExternalLink size={18} />
            </ActionIcon>
          }
        />
        <Group gap="xs">
          <Button
            onClick={() => copy(link.url)}
            leftSection={copied ? <Check size={16} /> : <Copy size={16} />}
            aria-live="polite"
          >
            {copied ? t("share.copied") : t("share.copy")}
          </Button>
          {canShare && (
            <Button variant="default" leftSection={<Share2 size={16} />} onClick={() => void share()}>
              {t("share.system")}
            </Button>
          )}
        </Group>
        <Group gap="lg">
          <Anchor href={whatsApp} target="_blank" rel="noreferrer" className={classes.way}>
            <MessageCircle size={18} aria-hidden /> WhatsApp
          </Anchor>
          <Anchor href={sms} className={classes.way}>
            <MessageSquare size={18} aria-hidden /> {t("share.sms")}
          </Anchor>
          <Anchor href={mail} className={classes.way}>
            <Mail size={18} aria-hidden /> {t("share.mail")}
          </Anchor>
        </Group>
      </div>
    </div>
  );
}
