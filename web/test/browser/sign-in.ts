import assert from "node:assert/strict";
import { demoUsers } from "../../../scripts/lib/demo-users.js";
import type { WebApp } from "../support/web-app.js";

export function signInSpecs(app: WebApp): void {
  it("lets staff in by e-mail and password, with the keyboard alone", async () => {
    const page = await app.open();
    await page.getByLabel("E-mail").focus();
    await page.keyboard.type(demoUsers.staff.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(demoUsers.staff.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Orders", exact: true }).waitFor();
    await page.close();
  });

  it("says that e-mail and password do not fit, and lets the user try again", async () => {
    const page = await app.open();
    await page.getByLabel("E-mail").fill(demoUsers.staff.email);
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("alert").getByText("do not belong together").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(demoUsers.staff.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { name: "Orders", exact: true }).waitFor();
    await page.close();
  });

  it("tells a user without a role what to ask for", async () => {
    const page = await app.open();
    await page.getByRole("button", { name: demoUsers.customer.displayName }).click();
    await page.getByRole("heading", { name: "You have no role yet" }).waitFor();
    await page.getByText(`staff grant ${demoUsers.customer.email} --role staff`).waitFor();
    await page.getByRole("button", { name: "Check again" }).click();
    await page.getByText("There is still no role.").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("E-mail").waitFor();
    await page.close();
  });

  it("stays signed in over a reload, and out after signing out", async () => {
    const page = await app.open();
    await page.getByRole("button", { name: demoUsers.staff.displayName }).click();
    await page.getByRole("heading", { name: "Orders", exact: true }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Orders", exact: true }).waitFor();
    await page.getByRole("button", { name: "Your account and settings" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByLabel("E-mail").waitFor();
    await page.reload();
    await page.getByLabel("E-mail").waitFor();
    await page.close();
  });

  it("speaks Arabic from right to left, and changes the language in place", async () => {
    const page = await app.open("/", { language: "ar" });
    await page.getByRole("heading", { name: "تسجيل الدخول" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    assert.deepEqual(
      [await page.locator("html").getAttribute("dir"), await page.locator("html").getAttribute("lang")],
      ["ltr", "en"],
    );
    await page.close();
  });
}
