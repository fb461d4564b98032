import type { signInTexts as english } from "../en/sign-in.js";
import type { Complete } from "../translation.js";

export const signInTexts: Complete<typeof english> = {
  signIn: {
    title: "تسجيل الدخول",
    email: "البريد الإلكتروني",
    password: "كلمة المرور",
    showPassword: "إظهار كلمة المرور",
    submit: "تسجيل الدخول",
    or: "أو",
    with: "المتابعة باستخدام {{provider}}",
    problems: {
      refused: "البريد الإلكتروني وكلمة المرور غير متطابقين. تحقق منهما وحاول مرة أخرى.",
      tooMany: "محاولات كثيرة. انتظر بضع دقائق ثم حاول مرة أخرى.",
      disabled: "تم تعطيل هذا الحساب. اسأل المسؤول.",
      offline: "تعذر الوصول إلى خدمة تسجيل الدخول. تحقق من الاتصال ثم حاول مرة أخرى.",
      appCheck: "لم تستطع هذه الصفحة إثبات أنها تطبيق معروف (App Check). اسأل المسؤول.",
      notConfigured: "طريقة الدخول هذه غير مفعلة لهذا الموقع. اسأل المسؤول.",
      popup: "أُغلقت نافذة مزود الدخول أو حُظرت. اسمح بالنوافذ المنبثقة لهذا الموقع وحاول مرة أخرى.",
      unknown: "لم ينجح تسجيل الدخول. حاول مرة أخرى بعد قليل.",
    },
  },
  demo: {
    title: "عرض تجريبي على هذا الجهاز",
    signInAs: "الدخول باسم {{name}}",
    simulator: "محاكي PointCheckout",
    outbox: "رسائله الإلكترونية والنصية",
    card: "بطاقة الاختبار:",
  },
  sessionEnded: "انتهت جلستك. سجل الدخول مرة أخرى لتتابع من حيث كنت.",
};
