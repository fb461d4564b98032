import { initializeApp } from "firebase-admin/app";
import { getFirestore } from "firebase-admin/firestore";

/** The emulated merchant's Firestore, with all rights; the environment names emulator and project. */
export const firestore = getFirestore(initializeApp({ projectId: process.env.GCLOUD_PROJECT }));
