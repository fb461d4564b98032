import assert from "node:assert/strict";
import { linkInput, newOrderId } from "../../../functions/test/fixtures/link-input.js";
import { call } from "../../../functions/test/support/callables.js";
import { orderDocument, touch } from "../../../functions/test/support/firestore.js";
import { vendor } from "../../../functions/test/support/vendor.js";
import { budget } from "../../../test/budget.js";
import { cards, enterCard, pay } from "../support/hosted-page.js";
import { openOrder, openPaidOrder } from "../support/open-order.js";
import { fillLink, invalidLabels, orderStatus, sees, shoot } from "../support/screens.js";
import { chooseFromMenu, goTo, type WebApp } from "../support/web-app.js";

/** The vendor's guide, "Test the Integration", from the back office to the payment page and back. */
export function paymentSpecs(app: WebApp): void {
  const address = { name: "Cleo Customer", address1: "Street 1", city: "Dubai", country: "AE" };

  it("sends a link, shows its payment soon, and refunds a part and then the rest", async () => {
    const orderId = newOrderId("#WEB/1");
    const [page, colleague, customer] = await Promise.all([
      app.openAs("admin", "/new"),
      app.openAs("staff"),
      app.openForCustomer(),
    ]);
    await fillLink(page, { orderId, amount: "120.50", description: "Two coffees and a cake" });
    await page.getByRole("button", { name: "Create link" }).dblclick();
    await orderStatus(page, "PENDING");
    assert.equal((await vendor.ledger(orderId)).length, 1, "a double click makes one link");
    await colleague.getByRole("link", { name: orderId }).click();
    await orderStatus(colleague, "PENDING");

    const url = await page.getByLabel("Payment link").inputValue();
    await enterCard(customer, url);
    const began = performance.now();
    await pay(customer);
    await orderStatus(page, "PAID");
    const took = Math.round(performance.now() - began);
    console.log(`      from "Pay" to PAID on the merchant's screen: ${took} ms`);
    assert.ok(took <= budget.paymentShownMs, `${took} ms`);
    await orderStatus(colleague, "PAID");

    await page.getByRole("button", { name: "Refund", exact: true }).click();
    await page.getByLabel("A part").check();
    await page.getByLabel("Amount in AED").fill("500");
    await page.getByLabel("Reason").fill("One coffee was cold");
    await page.getByRole("button", { name: /^Refund 500/ }).click();
    await sees(page, "At most 120.50 AED is left.");
    await page.getByLabel("Amount in AED").fill("20");
    await page.getByRole("button", { name: "Refund 20.00 AED" }).click();
    await orderStatus(page, "PARTIALLY_REFUNDED");
    await sees(page, "The refund is made.");
    await orderStatus(colleague, "PARTIALLY_REFUNDED");

    await page.getByRole("button", { name: "Refund", exact: true }).click();
    await page.getByLabel("All of it: 100.50 AED").check();
    await page.getByLabel("Reason").fill("All of it was cold");
    await page.getByRole("button", { name: "Refund 100.50 AED" }).click();
    await orderStatus(page, "REFUNDED");
    await orderStatus(colleague, "REFUNDED");
    assert.equal((await vendor.ledger(orderId))[0]?.totalRefundedMinor, 12_050);
  });

  it("takes the currency that is typed, and sends nothing meanwhile", async () => {
    const orderId = newOrderId();
    const page = await app.openAs("staff", "/new");
    await fillLink(page, { orderId, amount: "50", description: "Tea" });
    const currency = page.getByRole("combobox", { name: "Currency" });
    for (const [typed, key, taken] of [
      ["kwd", "Enter", "KWD"],
      ["us", "Enter", "USD"],
      ["sar", "Tab", "SAR"],
      ["none", "Enter", "SAR"],
    ] as const) {
      await currency.focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.type(typed);
      await page.keyboard.press(key);
      await page.getByLabel("Description").focus();
      assert.equal(await currency.inputValue(), taken, `${typed}, ${key}`);
    }
    await page.keyboard.press("Enter");
    await orderStatus(page, "PENDING");
    await sees(page, "50.00 SAR");
    assert.equal((await vendor.ledger(orderId)).length, 1);
  });

  it("shows what the functions say beside the field that it is about", async () => {
    const page = await app.openAs("staff", "/new");
    await fillLink(page, { orderId: newOrderId(), amount: "5", description: "Tea", phone: "12" });
    await page.getByRole("button", { name: "Create link" }).click();
    const phone = page.getByLabel("Phone");
    await page.locator('[aria-invalid="true"]').first().waitFor();
    assert.equal(await phone.getAttribute("aria-invalid"), "true");
    const described = (await phone.getAttribute("aria-describedby"))?.split(" ").filter(Boolean) ?? [];
    const texts = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).textContent()));
    assert.match(texts.join(" | "), /calling code/i);
    await phone.fill("+971 50 123 4567");
    await page.getByRole("button", { name: "Create link" }).click();
    await orderStatus(page, "PENDING");
  });

  it("adds lines up while they are typed, and saves a draft that becomes a link later", async () => {
    const orderId = newOrderId();
    const page = await app.openAs("staff", "/new");
    await page.getByLabel("Order id").fill(orderId);
    await page.getByLabel("Description").fill("Cups");
    await page.getByRole("button", { name: "Add a line" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Cup");
    await page.getByLabel("Quantity").fill("3");
    await page.getByLabel("Unit price").fill("10.10");
    await page.getByLabel("Tax").fill("1.52");
    assert.equal(await page.getByRole("textbox", { name: "Amount" }).inputValue(), "31.82");
    await page.getByRole("button", { name: "Save as draft" }).click();
    await orderStatus(page, "DRAFT");
    assert.deepEqual(await vendor.ledger(orderId), []);
    await page.getByRole("button", { name: "Make the link" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Make the link" }).click();
    await orderStatus(page, "PENDING");
    assert.equal((await vendor.ledger(orderId))[0]?.amountMinor, 3_182);
  });

  it("opens a saved draft with all that it has, and sends it with what was corrected", async () => {
    const orderId = newOrderId("#DRAFT/1");
    const orderUrl = `/orders/${encodeURIComponent(orderId)}`;
    const items = [{ name: "Cup", sku: "CUP-1", quantity: 3, unitprice: "10.10", linetotal: "30.30" }];
    const description = "Three cups";
    const branchId = "9223372036854775807";
    const content = { description, amount: "30.30", items, billingAddress: address, branchId };
    const draft = linkInput({ orderId, ...content });
    assert.equal((await call("saveDraftOrder", draft)).status, 200);
    const page = await app.openAs("staff", orderUrl);
    await page.getByRole("link", { name: "Edit" }).click();
    await page.getByRole("heading", { name: "Edit the draft" }).waitFor();
    const values = {
      "Order id": orderId,
      Description: description,
      "First name": "Test",
      Quantity: "3",
      "Unit price": "10.10",
      City: "Dubai",
    };
    for (const [label, value] of Object.entries(values))
      assert.equal(await page.getByLabel(label).inputValue(), value, label);
    assert.equal(await page.getByRole("combobox", { name: "Branch" }).inputValue(), branchId);
    assert.equal(await page.getByLabel("Order id").getAttribute("readonly"), "");
    await shoot(page, "draft");
    await page.getByLabel("Quantity").fill("2");
    await page.getByLabel("Description").fill("Two cups");
    const elsewhere = await call("saveDraftOrder", { ...draft, description: "Changed elsewhere" });
    assert.equal(elsewhere.status, 200);
    await sees(page, `Order ${orderId} has changed since you opened it here`);
    await page.getByRole("button", { name: "Create link" }).click();
    await shoot(page, "draft-changed");
    await page.getByRole("button", { name: "Replace it by this form" }).click();
    await orderStatus(page, "PENDING");
    await sees(page, "Two cups");
    const [link, ...others] = await vendor.ledger(orderId);
    assert.deepEqual([link?.amountMinor, others], [2_020, []]);
    const stored = (await orderDocument(orderId).get()).data();
    assert.deepEqual([stored?.items[0].sku, stored?.billingAddress], ["CUP-1", address]);
    await goTo(page, `${orderUrl}/edit`);
    await page.getByRole("heading", { name: `${orderId} is not a draft` }).waitFor();
  });

  it("asks for addresses when wanted, and says beside the field what is wrong with one", async () => {
    const orderId = newOrderId();
    const page = await app.openAs("staff", "/new");
    await fillLink(page, { orderId, amount: "5", description: "Tea" });
    assert.equal(await page.getByLabel("City").count(), 0);
    await page.getByRole("button", { name: "Delivery address" }).click();
    await page.getByLabel("City").fill("Dubai");
    await page.getByLabel("Full name").fill("Cleo Customer");
    await page.getByRole("button", { name: "Create link" }).click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    assert.deepEqual(await invalidLabels(page), ["Address", "Country"]);
    await page.getByText("This is needed.").nth(1).waitFor();
    await chooseFromMenu(page, "العربية");
    await page.getByText("هذا الحقل مطلوب.").nth(1).waitFor();
    await chooseFromMenu(page, "English");
    await page.getByLabel("Address", { exact: true }).fill("Street 1");
    await page.getByRole("combobox", { name: "Country" }).fill("United Arab");
    await page.getByRole("option", { name: "United Arab Emirates" }).click();
    await page.getByLabel("Postal code").fill("123456789012345678901");
    await page.getByRole("button", { name: "Create link" }).click();
    await sees(page, "must be at most 20 characters");
    assert.deepEqual(await invalidLabels(page), ["Postal code"]);
    await page.getByLabel("Postal code").fill("");
    await page.getByRole("button", { name: "Create link" }).click();
    await orderStatus(page, "PENDING");
    const { deliveryAddress, billingAddress } = (await orderDocument(orderId).get()).data() ?? {};
    assert.deepEqual([deliveryAddress, billingAddress], [address, undefined]);
  });

  it("goes from the new link to PAID in Arabic", async () => {
    const orderId = newOrderId();
    const [page, customer] = await Promise.all([
      app.openAs("staff", "/new", { language: "ar" }),
      app.openForCustomer(),
    ]);
    await page.getByRole("heading", { name: "رابط دفع جديد" }).waitFor();
    await page.getByRole("textbox", { name: "المبلغ" }).fill("١٢٠٫٥٠");
    await page.getByLabel("الوصف").fill("قهوتان وكعكة");
    await page.getByLabel("رقم الطلب").fill(orderId);
    await page.getByLabel("الاسم الأول").fill("نورة");
    await page.getByLabel("اسم العائلة").fill("الأحمد");
    await page.getByLabel("الهاتف").fill("+٩٧١ ٥٠ ١٢٣ ٤٥٦٧");
    await page.getByRole("combobox", { name: "لغة صفحة الدفع" }).click();
    await page.getByRole("option", { name: "العربية" }).click();
    await page.getByRole("button", { name: "عنوان الفوترة" }).click();
    await page.getByLabel("الاسم الكامل").fill("نورة الأحمد");
    await page.getByLabel("العنوان", { exact: true }).fill("شارع الشيخ زايد");
    await page.getByLabel("المدينة").fill("دبي");
    await page.getByRole("combobox", { name: "الدولة" }).fill("الإمارات");
    await page.getByRole("option", { name: "الإمارات العربية المتحدة" }).click();
    await shoot(page, "new-link-filled-ar");
    await page.getByRole("button", { name: "إنشاء الرابط" }).click();
    await orderStatus(page, "PENDING");
    await enterCard(customer, await page.getByLabel("رابط الدفع").inputValue());
    assert.equal(await customer.locator("html").getAttribute("dir"), "rtl");
    await pay(customer);
    await orderStatus(page, "PAID");
    await page.locator('header [data-status="PAID"]').getByText("مدفوع", { exact: true }).waitFor();
    await page.locator('main li[data-type="order.paid"]').waitFor();
    assert.equal((await vendor.ledger(orderId))[0]?.amountMinor, 12_050);
    await shoot(page, "paid-ar");
  });

  it("offers the live link by code, copy, WhatsApp, SMS and mail", async () => {
    const { page } = await openOrder(app);
    const url = await page.getByLabel("Payment link").inputValue();
    await page.getByRole("img", { name: "QR code of the payment link" }).waitFor();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy link" }).click();
    await sees(page, "Copied");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), url);
    for (const [name, start] of [
      ["WhatsApp", "https://wa.me/971567123456?text="],
      ["SMS", "sms:+971567123456?&body="],
      ["E-mail", "mailto:user%40example.com?"],
    ] as const) {
      const href = await page.getByRole("link", { name, exact: true }).getAttribute("href");
      assert.ok(href?.startsWith(start) && href.includes(encodeURIComponent(url)), `${name}: ${href}`);
    }
  });

  it("tries a refused refund for less in the same dialog", async () => {
    const { page, orderId } = await openPaidOrder(app);
    await vendor.fault("refund-checkout", "status", { status: 400, body: "envelope", orderId });
    await page.getByRole("button", { name: "Refund", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Cold");
    await dialog.locator('button[type="submit"]').click();
    await dialog.getByRole("alert").first().waitFor();
    await dialog.getByLabel("A part").check();
    await dialog.getByLabel("Amount in AED").fill("2.505");
    await dialog.locator('button[type="submit"]').click();
    await dialog.getByText("This currency has fewer decimals.").waitFor();
    await dialog.getByLabel("Amount in AED").fill("2.50");
    await dialog.locator('button[type="submit"]').click();
    await orderStatus(page, "PARTIALLY_REFUNDED");
    assert.equal((await vendor.ledger(orderId))[0]?.totalRefundedMinor, 250);
  });

  it("leaves a declined payment open, and shows a cancelled one", async () => {
    const { page } = await openOrder(app);
    const customer = await app.openForCustomer();
    await enterCard(customer, await page.getByLabel("Payment link").inputValue(), cards.declined);
    await pay(customer);
    await customer.getByRole("alert").first().waitFor();
    await orderStatus(page, "PENDING");
    await page.getByRole("button", { name: "Cancel link" }).click();
    await page.getByLabel("Reason (optional)").fill("Ordered by mistake");
    await page.getByRole("dialog").getByRole("button", { name: "Cancel link" }).click();
    await orderStatus(page, "CANCELLED");
    await sees(page, "Ordered by mistake");
  });

  it("replaces the link by one that is valid for longer, and sends it to a corrected address", async () => {
    const { page, orderId } = await openOrder(app);
    const first = await page.getByLabel("Payment link").inputValue();
    await page.getByRole("button", { name: "Extend" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Extend" }).click();
    await sees(page, "The new link is ready.");
    await page.waitForFunction(
      (before) => !document.querySelector<HTMLInputElement>(`input[value="${before}"]`),
      first,
    );
    await page.getByRole("button", { name: "Send again" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("By SMS").uncheck();
    await dialog.getByLabel("By e-mail").check();
    await dialog.getByLabel("E-mail", { exact: true }).fill("corrected@example.com");
    await dialog.getByRole("button", { name: "Send again" }).click();
    await sees(page, "A new link has been sent.");
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Send again" }).click();
    await dialog.getByLabel("By SMS").uncheck();
    await dialog.getByLabel("By e-mail").check();
    await dialog.getByRole("button", { name: "Send again" }).click();
    await sees(page, "It was sent there less than five minutes ago");
    const sent = (await vendor.outbox(orderId)).map(({ channel, to }) => `${channel} ${to}`);
    assert.deepEqual(sent, ["email corrected@example.com"]);
  });

  it("captures an authorized payment", async () => {
    const { page, orderId, checkoutId } = await openOrder(app);
    const { paymentReference } = await vendor.act(checkoutId, "authorize");
    await touch(checkoutId);
    await orderStatus(page, "AUTHORIZED");
    await page.getByRole("button", { name: "Capture" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Capture" }).click();
    await dialog.getByLabel("Payment id").fill(paymentReference ?? "");
    await dialog.getByRole("button", { name: "Capture" }).click();
    await orderStatus(page, "PAID");
    assert.equal((await vendor.ledger(orderId))[0]?.status, "PAID");
  });
}
