package io.sluice.stats;

import io.sluice.stage.Columns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** The columns that a pass reads, each once in each form: as number, as text, as it is. */
final class Inputs implements Serializable {

  private enum Form {
    NUMBER,
    TEXT,
    AS_IT_IS
  }

  private record Input(String column, Form form) implements Serializable {}

  private final Map<Input, Integer> places = new LinkedHashMap<>();
  private final int[] numbers;

  Inputs(List<Need> needs) {
    for (Need need : needs) {
      for (Input input : inputs(need)) {
        places.putIfAbsent(input, places.size());
      }
    }
    numbers =
        needs.stream()
            .filter(Inputs::isBlock)
            .flatMapToInt(n -> Arrays.stream(of(n)))
            .distinct()
            .toArray();
  }

  /** What to select, in the order of the places. */
  Column[] columns(StructType table) {
    return places.keySet().stream()
        .map(
            input -> {
              Column column = Columns.col(input.column);
              return switch (input.form) {
                case NUMBER -> Columns.number(column, table.apply(input.column).dataType());
                case TEXT -> column.cast("string");
                case AS_IT_IS -> column;
              };
            })
        .toArray(Column[]::new);
  }

  /** The places of a need's columns, in its order. */
  int[] of(Need need) {
    return inputs(need).stream().mapToInt(places::get).toArray();
  }

  /** The places of numbers that are gathered in blocks. */
  int[] numbers() {
    return numbers.clone();
  }

  /** Which of {@link #numbers} a place is. */
  int numberOf(int place) {
    int i = 0;
    while (numbers[i] != place) {
      i++;
    }
    return i;
  }

  private static boolean isBlock(Need need) {
    return switch (need.kind()) {
      case MOMENTS, NUMBERS, DISTINCT, PAIR -> true;
      default -> false;
    };
  }

  private static List<Input> inputs(Need need) {
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < need.columns().size(); i++) {
      Form form =
          switch (need.kind()) {
            case MOMENTS, NUMBERS, DISTINCT, PAIR -> Form.NUMBER;
            case VALUES -> Form.TEXT;
            case GROUPED_MOMENTS, GROUPED_NUMBERS -> i == 0 ? Form.NUMBER : Form.TEXT;
            case SLOTS -> Form.AS_IT_IS;
          };
      inputs.add(new Input(need.columns().get(i), form));
    }
    return inputs;
  }
}
