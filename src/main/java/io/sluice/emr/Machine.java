package io.sluice.emr;

import io.sluice.stage.ProblemException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of instance.
 *
 * @param type as AWS writes it, such as m7g.2xlarge
 * @param cores vCPUs
 * @param memory in MiB
 */
public record Machine(String type, int cores, int memory) {

  /** Compute, general and memory optimised: their GiB for each vCPU. */
  private static final Map<String, Integer> GIB_PER_CORE = Map.of("c", 2, "m", 4, "r", 8);

  private static final Pattern TYPE =
      Pattern.compile("([cmr])([5-9])([a-z]*)(?:-flex)?\\.(?:(\\d*)xlarge|large)");

  private static final int MIB = 1024;

  /** The machine of this type. */
  public static Machine of(String type) {
    Matcher parts = TYPE.matcher(type);
    if (!parts.matches()) {
      throw ProblemException.inJob(
          "--instance",
          "'%s' is no type whose size is known: c, m or r of generation 5 to 9, such as m7g.2xlarge."
              .formatted(type));
    }
    int cores = type.endsWith(".large") ? 2 : 4 * times(parts.group(4));
    return new Machine(type, cores, cores * GIB_PER_CORE.get(parts.group(1)) * MIB);
  }

  private static int times(String digits) {
    return digits.isEmpty() ? 1 : Integer.parseInt(digits);
  }

  /** ARM64 where the processor is a Graviton, as EMR Serverless names it. */
  String architecture() {
    return type.matches("[cmr]\\d+g.*") ? "ARM64" : "X86_64";
  }

  /**
   * What YARN may give away, in MiB: all but a quarter, or 8 GiB where that is less. Equal to what
   * EMR sets as yarn.nodemanager.resource.memory-mb for m5.xlarge to m5.8xlarge, r5 and c5 (its
   * guide, "Hadoop task configuration").
   */
  int yarnMemory() {
    return memory - Math.min(8 * MIB, memory / 4);
  }
}
