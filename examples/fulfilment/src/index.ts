export { fulfilOrder } from "./fulfil-order.js";
export { publishOrderEvent } from "./publish-order-event.js";
