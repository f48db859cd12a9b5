package io.sluice.emr;

import io.sluice.stage.ProblemException;

/**
 * How Spark shares machines: executors of four cores, as many on a machine as its cores allow,
 * which divide its memory; the driver is as large as an executor and takes the place of one.
 *
 * @param cores of an executor
 * @param heap of an executor, in MiB
 * @param overhead beside the heap, in MiB
 * @param executors the most there are at once
 */
record Sizing(int cores, int heap, int overhead, int executors) {

  private static final int CORES = 4;

  /** Containers of YARN grow in steps; what lies between is lost. */
  private static final int STEP = 256;

  /** EMR's own share beside the heap on YARN. */
  private static final double ON_YARN = 0.1875;

  /** Spark's own, which Serverless and EKS keep. */
  private static final double ELSEWHERE = 0.1;

  /** A pod gets what the node's own processes leave. */
  private static final double OF_NODE = 0.9;

  private static final int GIB = 1024;

  /** EMR Serverless has no larger worker of four cores. */
  private static final int MOST_SERVERLESS = 30 * GIB;

  static Sizing onYarn(Machine machine, int nodes) {
    return of(machine, nodes, machine.yarnMemory(), ON_YARN);
  }

  static Sizing onEks(Machine machine, int nodes) {
    return of(machine, nodes, (int) (machine.memory() * OF_NODE), ELSEWHERE);
  }

  /** Workers of whole GiB. */
  static Sizing serverless(Machine machine, int nodes) {
    Sizing same = of(machine, nodes, machine.memory(), ELSEWHERE);
    int worker = Math.min(MOST_SERVERLESS, (same.heap + same.overhead) / GIB * GIB);
    return same.of(worker, ELSEWHERE);
  }

  private static Sizing of(Machine machine, int nodes, int memory, double beside) {
    int cores = Math.min(CORES, machine.cores());
    int each = machine.cores() / cores;
    int executors = nodes * each - 1;
    if (executors < 1) {
      throw ProblemException.inJob(
          "--nodes",
          "%d of %s holds the driver and no executor. Take more, or larger ones."
              .formatted(nodes, machine.type()));
    }
    return new Sizing(cores, 0, 0, executors).of(memory / each / STEP * STEP, beside);
  }

  private Sizing of(int container, double beside) {
    int inside = (int) (container / (1 + beside));
    return new Sizing(cores, inside, container - inside, executors);
  }

  /** Cores of all executors together. */
  int allCores() {
    return cores * executors;
  }
}
