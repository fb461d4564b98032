#!/bin/sh
# Creates or updates all metrics, and creates the policies that are not there yet.
# Usage: monitoring/apply.sh PROJECT RUNBOOK_URL [NOTIFICATION_CHANNEL...]
set -eu
project=${1:?project}
runbook=${2:?address of docs/runbook.md}
shift 2
# Signs that mean something in sed's replacement.
runbook=$(printf '%s' "$runbook" | sed 's/[&|\\]/\\&/g')
channels=$(printf '%s,' "$@" | sed 's/,*$//')
cd "$(dirname "$0")"

for file in metrics/*.json; do
  name=$(basename "$file" .json)
  if gcloud logging metrics describe "$name" --project "$project" >/dev/null 2>&1; then
    gcloud logging metrics update "$name" --config-from-file "$file" --project "$project"
  else
    gcloud logging metrics create "$name" --config-from-file "$file" --project "$project"
  fi
done

known=$(gcloud alpha monitoring policies list --project "$project" --format 'value(displayName)')
refused=
for file in policies/*.json; do
  title=$(sed -n 's/^  "displayName": "\(.*\)",$/\1/p' "$file")
  if printf '%s\n' "$known" | grep -qxF "$title"; then
    echo "kept: $title"
  else
    sed "s|https://example.com/docs/runbook.md|$runbook|" "$file" |
      gcloud alpha monitoring policies create --policy-from-file - --project "$project" \
        ${channels:+--notification-channels "$channels"} || refused=yes
  fi
done
if [ "$refused" ]; then
  echo "Not every policy is there. If Google does not know a new metric yet, repeat this in ten minutes." >&2
  exit 1
fi
