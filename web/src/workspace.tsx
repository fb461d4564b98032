import { Notifications } from "@mantine/notifications";
import "@mantine/notifications/styles.css";
import type { User } from "firebase/auth";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { BrowserRouter, Route, Routes } from "react-router";
import { connectPayments } from "./firebase/connect-payments.js";
import { type Role, useSessionChecks } from "./firebase/session.js";
import type { Firebase } from "./firebase/start-firebase.js";
import { forgetFormOfOthers } from "./new-link/use-kept-form.js";
import type { Settings } from "./settings.js";
import { Loading } from "./shared/loading.js";
import { NotFound } from "./shared/not-found.js";
import { Shell } from "./shell/shell.js";
import { WorkspaceContext } from "./workspace-context.js";

// The screen that most begin with, asked for while they sign in.
const ordersScreen = import("./orders/orders-screen.js");
const OrdersScreen = lazy(() => ordersScreen);
const NewLinkScreen = lazy(() => import("./new-link/new-link-screen.js"));
const EditDraftScreen = lazy(() => import("./new-link/edit-draft-screen.js"));
const OrderScreen = lazy(() => import("./order/order-screen.js"));

type Props = { settings: Settings; firebase: Firebase; user: User; role: Role };

/** Everything behind the sign-in. */
export default function Workspace({ settings, firebase: { app, auth }, user, role }: Props) {
  useSessionChecks(auth);
  useEffect(() => forgetFormOfOthers(user.uid), [user.uid]);
  const connection = useMemo(() => connectPayments(app, settings), [app, settings]);
  const context = useMemo(
    () => ({ connection, auth, settings, user, role }),
    [connection, auth, settings, user, role],
  );
  return (
    <WorkspaceContext value={context}>
      <BrowserRouter>
        <Shell>
          <Suspense fallback={<Loading />}>
            <Routes>
              <Route index element={<OrdersScreen />} />
              <Route path="new" element={<NewLinkScreen />} />
              <Route path="orders/:orderId" element={<OrderScreen />} />
              <Route path="orders/:orderId/edit" element={<EditDraftScreen />} />
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Suspense>
        </Shell>
      </BrowserRouter>
      <Notifications position="bottom-center" />
    </WorkspaceContext>
  );
}
