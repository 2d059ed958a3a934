// A server that takes no time of its own, so that what is measured is the client: epoll, one thread, HTTP/1.1 with
// kept connections. Prints its port.
//   /wait       reads the body, answers after DELAY ms
//   /bytes/N    answers with N bytes at once
// cc -O2 -o http_server http_server.c
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define HEAD 4096
static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 27\r\n\r\n{\"data\":[{\"text\":\"done\"}]} ";

struct client {
  int socket, head_length, waits;
  long body_left, bytes_left;
  double due;
  struct client *next;
  char head[HEAD + 1];
};

static int poller;
// Every answer waits equally long: those due first came first.
static struct client *first, **last = &first;
static double delay;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void watch(struct client *client, int operation, unsigned events) {
  struct epoll_event event = {.events = events, .data.ptr = client};
  if (epoll_ctl(poller, operation, client->socket, &event) != 0) exit(3);
}

static void end(struct client *client) {
  close(client->socket);
  if (client->waits)
    client->socket = -1;  // the queue frees it
  else
    free(client);
}

// Returns 0 where the client is gone.
static int send_bytes(struct client *client) {
  static char bytes[1 << 16];
  while (client->bytes_left > 0) {
    size_t count = client->bytes_left < (long)sizeof bytes ? (size_t)client->bytes_left : sizeof bytes;
    ssize_t sent = send(client->socket, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) return errno == EAGAIN;
    client->bytes_left -= sent;
  }
  watch(client, EPOLL_CTL_MOD, EPOLLIN);
  return 1;
}

static int respond(struct client *client) {
  if (strncmp(client->head, "GET /bytes/", 11) == 0) {
    char head[128];
    client->bytes_left = atol(client->head + 11);
    int length = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %ld\r\n\r\n", client->bytes_left);
    if (send(client->socket, head, (size_t)length, MSG_NOSIGNAL | MSG_MORE) != length) return 0;
    watch(client, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
    client->head_length = 0;
    return send_bytes(client);
  }
  client->head_length = 0;
  client->due = now() + delay;
  client->next = NULL;
  client->waits = 1;
  *last = client;
  last = &client->next;
  return 1;
}

static int receive(struct client *client) {
  static char rest[1 << 16];
  for (;;) {
    int in_body = client->body_left > 0;
    char *place = in_body ? rest : client->head + client->head_length;
    size_t room = in_body ? sizeof rest : (size_t)(HEAD - client->head_length);
    ssize_t got = room > 0 ? recv(client->socket, place, room, MSG_DONTWAIT) : 0;
    if (got < 0 && errno == EAGAIN) return 1;
    if (got <= 0) return 0;
    if (in_body) {
      client->body_left -= got;
    } else {
      client->head_length += (int)got;
      client->head[client->head_length] = 0;
      char *stop = strstr(client->head, "\r\n\r\n");
      if (stop == NULL) continue;
      char *length = strcasestr(client->head, "\r\ncontent-length:");
      client->body_left = length != NULL ? atol(length + 17) : 0;
      client->body_left -= client->head + client->head_length - (stop + 4);
    }
    if (client->body_left <= 0 && !respond(client)) return 0;
  }
}

static void answer_those_due(void) {
  for (double time = now(); first != NULL && first->due <= time;) {
    struct client *client = first;
    first = client->next;
    if (first == NULL) last = &first;
    client->waits = 0;
    if (client->socket < 0)
      free(client);
    else if (send(client->socket, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0)
      end(client);
  }
}

int main(int argc, char **argv) {
  delay = argc > 1 ? atof(argv[1]) : 200;
  struct rlimit files = {65536, 65536};
  if (setrlimit(RLIMIT_NOFILE, &files) != 0) getrlimit(RLIMIT_NOFILE, &files);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 4096) != 0) return 1;
  getsockname(listener, (struct sockaddr *)&address, &size);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  poller = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN};
  if (epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event) != 0) return 2;
  for (;;) {
    struct epoll_event events[256];
    double wait = first != NULL ? first->due - now() : -1;
    int count = epoll_wait(poller, events, 256, first == NULL ? -1 : wait > 0 ? (int)wait + 1 : 0);
    for (int index = 0; index < count; index++) {
      struct client *client = events[index].data.ptr;
      if (client == NULL) {
        for (int socket; (socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
          int yes = 1;
          setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
          client = calloc(1, sizeof *client);
          if (client == NULL) return 4;
          client->socket = socket;
          watch(client, EPOLL_CTL_ADD, EPOLLIN);
        }
      } else if (((events[index].events & EPOLLOUT) && !send_bytes(client)) ||
                 ((events[index].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) && !receive(client))) {
        end(client);
      }
    }
    answer_those_due();
  }
}
