/** Whom a link is for, as the order stores it: the phone as digits with calling code. */
export type Recipient = { phone?: string | undefined; email?: string | undefined };

/** Addresses that open the clerk's own apps with the message written; nothing is sent by us. */
export function shareLinks({ phone, email }: Recipient, text: string, subject: string) {
  const message = encodeURIComponent(text);
  return {
    whatsApp: `https://wa.me/${phone ?? ""}?text=${message}`,
    sms: `sms:${phone ? `+${phone}` : ""}?&body=${message}`,
    mail: `mailto:${encodeURIComponent(email ?? "")}?subject=${encodeURIComponent(subject)}&body=${message}`,
  };
}
