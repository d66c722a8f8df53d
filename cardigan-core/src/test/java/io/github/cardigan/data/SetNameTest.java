package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetNameTest {

    /** Two sets with a bar in place of the comma between them; none where all is one set. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "digits|mnist/",
                "digits",
                "digits:40|digits:50",
                "only:star:shapes|only:heart:shapes",
                "blended:mnist/,photos/",
                "blended:mnist/,photos/|mnist/",
                "mnist/|second:blended:mnist/,photos/",
                "translated:runs/7,digits|mnist/",
                "translated:runs/7,digits",
                "translated-back:runs/7,second:blended:digits,shapes|digits",
                "first:domains:horses2zebras/|mnist/",
                "first:domains:painted:digits|digits",
                "first:domains:painted:digits",
                "C:/a|D:/b"
            })
    void aCommaBelongsToTheFirstSetIfThatHasOne(String sets) {
        assertThat(SetName.comma(sets.replace('|', ','))).isEqualTo(sets.indexOf('|'));
    }
}
