package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * A server of S3 on this machine, that keeps its objects in memory. Its libraries, which are newer
 * than Spark's, lie in {@code target/s3proxy} and are seen by nobody else.
 */
public final class S3Server {

  /** The one that all tests share. */
  public static final S3Server SHARED = start();

  private final int port;

  private S3Server(int port) {
    this.port = port;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** What S3A must know to find a bucket at a port of this machine; faults end soon. */
  public static Map<String, String> settings(String bucket, int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("endpoint", "http://127.0.0.1:" + port);
    settings.put("endpoint.region", "us-east-1");
    settings.put("path.style.access", "true");
    settings.put("connection.ssl.enabled", "false");
    settings.put("access.key", "local");
    settings.put("secret.key", "server");
    settings.put(
        "aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    settings.put("fast.upload.buffer", "bytebuffer");
    settings.put("multipart.size", "5M");
    settings.put("multipart.threshold", "5M");
    settings.put("paging.maximum", "500");
    settings.put("attempts.maximum", "2");
    settings.put("retry.limit", "2");
    settings.put("retry.interval", "50ms");
    settings.put("retry.throttle.limit", "4");
    settings.put("retry.throttle.interval", "50ms");
    Map<String, String> named = new LinkedHashMap<>();
    settings.forEach((name, value) -> named.put("fs.s3a.bucket." + bucket + "." + name, value));
    return named;
  }

  /** A bucket, which this process finds at s3a:// and s3://. */
  public void bucket(String name) throws IOException {
    create(name);
    settle(name, port);
  }

  /** A bucket that nobody knows of yet. */
  public void create(String name) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + name))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** From now on this process looks for the bucket at a port of this machine. */
  public static void settle(String bucket, int port) throws IOException {
    Configuration hadoop = LocalSpark.SPARK.sparkContext().hadoopConfiguration();
    settings(bucket, port)
        .forEach(
            (name, value) -> {
              hadoop.set(name, value);
              System.setProperty("spark.hadoop." + name, value); // for what reads before Spark
            });
    FileSystem.closeAll(); // those that know another port
  }

  private static S3Server start() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = loader(Path.of("target/s3proxy"));
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Class<?> type = loader.loadClass("org.gaul.s3proxy.S3Proxy");
      Class<?> store = loader.loadClass("org.gaul.s3proxy.blobstore.BlobStore");
      Object builder = type.getMethod("builder").invoke(null);
      Class<?> its = builder.getClass();
      its.getMethod("endpoint", URI.class).invoke(builder, URI.create("http://127.0.0.1:0"));
      its.getMethod("blobStore", store)
          .invoke(
              builder,
              loader
                  .loadClass("org.gaul.s3proxy.nio2blob.TransientNio2BlobStore")
                  .getConstructor()
                  .newInstance());
      Object server = its.getMethod("build").invoke(builder);
      type.getMethod("start").invoke(server);
      return new S3Server((int) type.getMethod("getPort").invoke(server));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static ClassLoader loader(Path folder) {
    try (var jars = Files.list(folder)) {
      URL[] urls =
          jars.filter(jar -> jar.toString().endsWith(".jar"))
              .map(
                  jar -> {
                    try {
                      return jar.toUri().toURL();
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  })
              .toArray(URL[]::new);
      return new URLClassLoader("s3proxy", urls, ClassLoader.getPlatformClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
