// A resolver for tests, put before the real one by LD_PRELOAD. FAKE_HOSTS is "name=what": addresses
// with commas between, or unknown, again, hangs. A program that is started gets both variables
// as well, whatever environment its parent makes for it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int (*lookup)(const char*, const char*, const struct addrinfo*, struct addrinfo**);
typedef int (*spawner)(pid_t*, const char*, const posix_spawn_file_actions_t*,
                       const posix_spawnattr_t*, char* const[], char* const[]);

static int all_of(lookup real, char* addresses, const char* port, const struct addrinfo* hints,
                  struct addrinfo** found) {
  struct addrinfo** end = found;
  char* rest = addresses;
  for (char* address = strsep(&rest, ","); address != NULL; address = strsep(&rest, ",")) {
    int code = real(address, port, hints, end);
    if (code != 0)
      return code;
    while (*end != NULL)
      end = &(*end)->ai_next;
  }
  return 0;
}

int getaddrinfo(const char* host, const char* port, const struct addrinfo* hints,
                struct addrinfo** found) {
  lookup real = (lookup)dlsym(RTLD_NEXT, "getaddrinfo");
  const char* fake = getenv("FAKE_HOSTS");
  size_t length = host == NULL ? 0 : strlen(host);
  if (fake == NULL || length == 0 || strncmp(fake, host, length) != 0 || fake[length] != '=')
    return real(host, port, hints, found);
  const char* what = fake + length + 1;
  if (strcmp(what, "unknown") == 0)
    return EAI_NONAME;
  if (strcmp(what, "again") == 0)
    return EAI_AGAIN;
  if (strcmp(what, "hangs") == 0)
    for (;;)
      pause();
  char addresses[200];
  snprintf(addresses, sizeof addresses, "%s", what);
  return all_of(real, addresses, port, hints, found);
}

int posix_spawn(pid_t* process, const char* path, const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes, char* const arguments[],
                char* const environment[]) {
  spawner real = (spawner)dlsym(RTLD_NEXT, "posix_spawn");
  static const char* const names[] = {"LD_PRELOAD", "FAKE_HOSTS"};
  char variables[2][1000];
  char* all[64];
  size_t count = 0;
  for (size_t i = 0; i < 2; ++i) {
    const char* value = getenv(names[i]);
    snprintf(variables[i], sizeof variables[i], "%s=%s", names[i], value == NULL ? "" : value);
    all[count++] = variables[i];
  }
  for (size_t i = 0; environment[i] != NULL && count < 63; ++i)
    all[count++] = environment[i];
  all[count] = NULL;
  return real(process, path, actions, attributes, arguments, all);
}
