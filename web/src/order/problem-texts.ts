import type { ProblemCode } from "pointcheckout-firebase-client";
import type { Language } from "../i18n/i18n.js";

type ProblemText = { meaning: string; todo: string };

/** What each problem means, and what a clerk does about it. */
export const PROBLEM_TEXTS: Record<Language, Record<ProblemCode, ProblemText>> = {
  en: {
    identity_mismatch: {
      meaning: "PointCheckout answered about another order, amount or currency",
      todo: "Nothing was changed, and no new link is made. Look at the checkout in PointCheckout's portal, and ask PointCheckout. An administrator can keep the order as it is.",
    },
    unpaid_after_paid: {
      meaning: "PointCheckout no longer shows the payment that it showed before",
      todo: "Do not ship yet. Look at the checkout in the portal. An administrator can keep the order as it is, or follow PointCheckout.",
    },
    refund_total_implausible: {
      meaning: "PointCheckout names a refunded sum that cannot be right",
      todo: "Ask PointCheckout. An administrator can keep the order as it is.",
    },
    refund_mismatch: {
      meaning: "While a refund was under way, another sum was refunded",
      todo: "Look in the portal at what was refunded. An administrator then says whether this refund was made.",
    },
    refund_unknown: {
      meaning: "A refund left no trace for ten minutes",
      todo: "Look in the portal. An administrator then sends the refund once more, or says whether it was made.",
    },
    amount_absent: {
      meaning: "PointCheckout says paid, but names no amount",
      todo: "Ask PointCheckout before you ship. An administrator can keep the order as it is.",
    },
    amount_differs: {
      meaning: "Money came for another amount than this order's",
      todo: "The order is not paid by it. An administrator accepts the money as payment, gives it back, or keeps the order as it is.",
    },
    paid_twice: {
      meaning: "The customer has paid twice",
      todo: "Refund one of the two payments. An administrator can also decide to keep both.",
    },
    foreign_checkout: {
      meaning: "A checkout was reported that is none of this order's",
      todo: "Ask your administrator to find out where it came from, and then to keep the order as it is.",
    },
    request_conflict: {
      meaning: "PointCheckout knows this order's request as another order",
      todo: "Two systems share one PointCheckout account. Ask your administrator to set POINTCHECKOUT_REQUEST_ID_PREFIX, to cancel a stray link in the portal, and then to keep the order as it is.",
    },
    link_host_refused: {
      meaning: "The payment page is on an address that is not allowed",
      todo: "Ask your administrator: if the address is PointCheckout's, it is added to POINTCHECKOUT_LINK_HOSTS. Cancel the withheld link in the portal, then make a new one.",
    },
    credentials_rejected: {
      meaning: "PointCheckout refuses this shop's key",
      todo: "Ask your administrator to correct the key. The order is looked up again by itself.",
    },
    checkout_unknown: {
      meaning: "PointCheckout does not know this order's checkout",
      todo: "Ask your administrator whether live and test, or two accounts, are mixed up.",
    },
    contract_violation: {
      meaning: "PointCheckout's answer could not be read",
      todo: "Report it to your administrator. The order is looked up again by itself.",
    },
  },
  ar: {
    identity_mismatch: {
      meaning: "أجاب PointCheckout عن طلب أو مبلغ أو عملة أخرى",
      todo: "لم يتغير شيء، ولا يُنشأ رابط جديد. انظر إلى عملية الدفع في بوابة PointCheckout واسألهم. يمكن للمسؤول إبقاء الطلب كما هو.",
    },
    unpaid_after_paid: {
      meaning: "لم يعد PointCheckout يُظهر الدفعة التي أظهرها من قبل",
      todo: "لا ترسل البضاعة بعد. انظر إلى عملية الدفع في البوابة. يمكن للمسؤول إبقاء الطلب كما هو أو اتباع PointCheckout.",
    },
    refund_total_implausible: {
      meaning: "يذكر PointCheckout مبلغًا مستردًا لا يمكن أن يكون صحيحًا",
      todo: "اسأل PointCheckout. يمكن للمسؤول إبقاء الطلب كما هو.",
    },
    refund_mismatch: {
      meaning: "أثناء رد مبلغ، رُدّ مبلغ آخر",
      todo: "انظر في البوابة إلى ما رُدّ، ثم يقول المسؤول هل تم هذا الرد.",
    },
    refund_unknown: {
      meaning: "لم يظهر أثر لرد مبلغ خلال عشر دقائق",
      todo: "انظر في البوابة، ثم يرسله المسؤول مرة أخرى، أو يقول هل تم هذا الرد.",
    },
    amount_absent: {
      meaning: "يقول PointCheckout إنه مدفوع، لكنه لا يذكر مبلغًا",
      todo: "اسأل PointCheckout قبل إرسال البضاعة. يمكن للمسؤول إبقاء الطلب كما هو.",
    },
    amount_differs: {
      meaning: "وصل مبلغ غير مبلغ هذا الطلب",
      todo: "لا يُعد الطلب مدفوعًا به. يقبل المسؤول المبلغ دفعةً، أو يرده، أو يبقي الطلب كما هو.",
    },
    paid_twice: {
      meaning: "دفع العميل مرتين",
      todo: "رُدّ إحدى الدفعتين. ويمكن للمسؤول أيضًا أن يقرر إبقاء الاثنتين.",
    },
    foreign_checkout: {
      meaning: "أُبلغ عن عملية دفع ليست لهذا الطلب",
      todo: "اطلب من المسؤول أن يعرف مصدرها، ثم أن يبقي الطلب كما هو.",
    },
    request_conflict: {
      meaning: "يعرف PointCheckout معرّف هذا الطلب لطلب آخر",
      todo: "نظامان يشتركان في حساب واحد. اطلب من المسؤول ضبط POINTCHECKOUT_REQUEST_ID_PREFIX وإلغاء أي رابط شارد في البوابة، ثم إبقاء الطلب كما هو.",
    },
    link_host_refused: {
      meaning: "صفحة الدفع على عنوان غير مسموح",
      todo: "اسأل المسؤول: إن كان العنوان لـ PointCheckout فإنه يضاف إلى POINTCHECKOUT_LINK_HOSTS. ألغِ الرابط المحجوز في البوابة ثم أنشئ رابطًا جديدًا.",
    },
    credentials_rejected: {
      meaning: "يرفض PointCheckout مفتاح هذا المتجر",
      todo: "اطلب من المسؤول تصحيح المفتاح. يُنظر إلى الطلب مرة أخرى تلقائيًا.",
    },
    checkout_unknown: {
      meaning: "لا يعرف PointCheckout عملية الدفع لهذا الطلب",
      todo: "اسأل المسؤول هل اختلطت البيئة الحقيقية بالتجريبية، أو حسابان.",
    },
    contract_violation: {
      meaning: "تعذرت قراءة رد PointCheckout",
      todo: "أبلغ المسؤول. يُنظر إلى الطلب مرة أخرى تلقائيًا.",
    },
  },
};
