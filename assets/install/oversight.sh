#!/bin/sh
# The installed program with the settings of @SETTINGS@, as the user of the service.
set -eu
umask 077
if [ -n "@USER@" ] && [ "$(id -u)" = 0 ]; then
  # What root made in the folder of the store, the service could not open.
  exec runuser -u "@USER@" -- "$0" "$@"
fi
# Lines are taken as they stand: a password may hold what a shell would act on.
while IFS= read -r line || [ -n "$line" ]; do
  case $line in OVERSIGHT_*=*) export "${line?}" ;; esac
done <"@SETTINGS@"
export HOME="@DATA@"
exec "$(dirname "$(readlink -f "$0")")/bin/oversight" "$@"
