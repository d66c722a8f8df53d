package io.github.cardigan.data;

/** Which paths below a root are looked at. */
final class FileNames {

    private FileNames() {}

    /** Whether a file or one of its folders is hidden, or is what macOS puts beside the files of a ZIP. */
    static boolean isHidden(String name) {
        for (String segment : name.split("/")) {
            if (segment.startsWith(".") || segment.equals("__MACOSX")) {
                return true;
            }
        }
        return false;
    }
}
