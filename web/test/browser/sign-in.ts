import type { Page } from "playwright-core";
import { environment } from "../../../functions/test/support/environment.js";
import { demoUsers } from "../../../scripts/lib/demo-users.js";
import { whileOffline } from "../support/screens.js";
import { signInScreen, signOut, type WebApp } from "../support/web-app.js";

/** In one page, which each of them leaves at the sign-in screen: every further one would load everything. */
export function signInSpecs(app: WebApp): void {
  let page: Page;
  before(async () => {
    page = await app.open();
  });
  after(() => page.context().close());

  const ordersScreen = () => page.getByRole("heading", { name: "Orders", exact: true }).waitFor();

  it("speaks Arabic from right to left, and changes the language in place", async () => {
    await page.getByRole("button", { name: "العربية" }).click();
    await page.getByRole("heading", { name: "تسجيل الدخول" }).waitFor();
    await page.locator('html[dir="rtl"]').waitFor();
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.locator('html[dir="ltr"][lang="en"]').waitFor();
  });

  it("lets staff in by e-mail and password, with the keyboard alone, and lets wrong ones be corrected", async () => {
    await page.getByLabel("E-mail").focus();
    await page.keyboard.type(demoUsers.staff.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("do not belong together").waitFor();
    await page.getByLabel("Password", { exact: true }).focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type(demoUsers.staff.password);
    await page.keyboard.press("Enter");
    await ordersScreen();
    await signOut(page);
  });

  it("tells a user without a role what to ask for", async () => {
    await page.getByRole("button", { name: demoUsers.customer.displayName }).click();
    await page.getByRole("heading", { name: "You have no role yet" }).waitFor();
    const command = `staff grant ${demoUsers.customer.email} --role staff --project ${environment.project}`;
    await page.getByText(command).waitFor();
    await whileOffline(page, async () => {
      await page.getByRole("button", { name: "Check again" }).click();
      await page.getByText("The sign-in service cannot be reached.").waitFor();
    });
    await page.getByRole("button", { name: "Check again" }).click();
    await page.getByText("There is still no role.").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("E-mail").waitFor();
  });

  it("stays signed in over a reload, and out after signing out", async () => {
    await page.getByRole("button", { name: demoUsers.staff.displayName }).click();
    await ordersScreen();
    await page.reload();
    await ordersScreen();
    await signOut(page);
    await page.reload();
    await signInScreen(page);
  });
}
