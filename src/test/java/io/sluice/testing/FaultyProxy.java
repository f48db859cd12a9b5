package io.sluice.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passes connections on to a server, or fails as a server may. */
public final class FaultyProxy implements Closeable {

  /** What becomes of a connection. */
  public enum Fate {
    /** It serves one request. */
    PASSES,
    /** It gets the answer 503, slow down. */
    BUSY,
    /** It ends without an answer. */
    CUT
  }

  private static final String SLOW_DOWN =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>
      """;

  private final ServerSocket listener;
  private final int target;
  private final IntFunction<Fate> fates;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  /**
   * Listens until it is closed.
   *
   * @param target the port of the server
   * @param fates of each connection, from 0; a connection is for one request
   */
  public FaultyProxy(int target, IntFunction<Fate> fates) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.fates = fates;
    start(this::listen);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The first line of each request that was passed on; one for each key of a deletion. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many connections there were. */
  public int connections() {
    return connections.get();
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Fate fate = fates.apply(connections.getAndIncrement());
        start(() -> serve(client, fate));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client, Fate fate) {
    try (client) {
      switch (fate) {
        case CUT -> client.setSoLinger(true, 0);
        case BUSY -> busy(client);
        case PASSES -> pass(client);
      }
    } catch (IOException e) {
      return; // the client sees its connection end
    }
  }

  private static void busy(Socket client) throws IOException {
    client.getInputStream().read(new byte[1 << 16]);
    byte[] body = SLOW_DOWN.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\n"
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    client.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().write(body);
    client.shutdownOutput();
  }

  /** Both directions, with the server asked to end the connection after its answer. */
  private void pass(Socket client) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      byte[] first = head(client.getInputStream());
      server.getOutputStream().write(first);
      String head = new String(first, StandardCharsets.ISO_8859_1);
      String request = head.lines().findFirst().orElseThrow();
      if (request.contains("?delete ")) {
        deletions(request, head, client, server);
      } else {
        requests.add(request);
      }
      Thread up = start(() -> copy(client, server));
      server.getInputStream().transferTo(client.getOutputStream());
      client.shutdownOutput();
      up.interrupt();
    }
  }

  /** One request that deletes several keys, as so many requests. */
  private void deletions(String request, String head, Socket client, Socket server)
      throws IOException {
    Matcher length = Pattern.compile("(?i)\\r\\ncontent-length: *(\\d+)").matcher(head);
    if (!length.find()) {
      throw new IOException("no length: " + head);
    }
    byte[] body = client.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
    server.getOutputStream().write(body);
    String bucket = request.substring(request.indexOf('/'), request.indexOf('?'));
    Matcher keys =
        Pattern.compile("<Key>(.*?)</Key>").matcher(new String(body, StandardCharsets.UTF_8));
    while (keys.find()) {
      requests.add("DELETE " + bucket + "/" + keys.group(1) + " HTTP/1.1");
    }
  }

  /** What comes up to the end of the request's head, which says that there is no other request. */
  private static byte[] head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    String closing =
        head.toString()
            .replaceAll("(?i)\r\nConnection: [^\r]*", "")
            .replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    return closing.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void copy(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
    } catch (IOException e) {
      return; // one of the two has gone
    }
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
