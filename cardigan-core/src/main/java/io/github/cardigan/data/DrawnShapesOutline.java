package io.github.cardigan.data;

import java.util.Locale;

/**
 * The shapes of {@link DrawnShapes} in label order, each within about a unit circle around the origin, x to the right and y down.
 * An outline is known by its signed distance: how far a point is outside, negative inside, exact near the outline's straight
 * and round parts.
 */
enum DrawnShapesOutline {
    CIRCLE {
        @Override
        double distance(double x, double y) {
            return length(x, y) - 0.92;
        }
    },
    SQUARE {
        @Override
        double distance(double x, double y) {
            return box(x, y, 0.8, 0.8);
        }
    },
    TRIANGLE {
        private final double[] corners = polygon(3, 1.08, 1.08);

        @Override
        double distance(double x, double y) {
            return polygonDistance(corners, x, y - 0.12);
        }
    },
    STAR {
        private final double[] corners = polygon(5, 1.12, 0.47);

        @Override
        double distance(double x, double y) {
            return polygonDistance(corners, x, y - 0.05);
        }
    },
    RING {
        @Override
        double distance(double x, double y) {
            return Math.abs(length(x, y) - 0.74) - 0.22;
        }
    },
    CROSS {
        @Override
        double distance(double x, double y) {
            return Math.min(box(x, y, 0.98, 0.28), box(x, y, 0.28, 0.98));
        }
    },
    CRESCENT {
        @Override
        double distance(double x, double y) {
            return Math.max(length(x + 0.12, y) - 1, 0.8 - length(x - 0.36, y));
        }
    },
    HEART {
        @Override
        double distance(double x, double y) {
            double side = Math.abs(x);
            double lobe = length(side - LOBE_X, y - LOBE_Y) - LOBE_RADIUS;
            // Under the lobes a wedge: its flank runs from the tip along the lobe's tangent, up to where it touches.
            double flank = side * FLANK_COS - (TIP_Y - y) * FLANK_SIN;
            double wedge = Math.max(flank, FLANK_TOP_Y - y);
            // A disc over the seam, which would show where a lobe's and the wedge's edges are both near.
            double patch = length(side, y - 0.08) - 0.38;
            return Math.min(patch, Math.min(lobe, wedge));
        }
    };

    private static final double LOBE_X = 0.45;
    private static final double LOBE_Y = -0.32;
    private static final double LOBE_RADIUS = 0.53;
    private static final double TIP_Y = 0.98;
    // The angle between the tangent from the tip to a lobe and the vertical.
    private static final double FLANK_ANGLE =
            StrictMath.atan2(LOBE_X, TIP_Y - LOBE_Y) + StrictMath.asin(LOBE_RADIUS / length(LOBE_X, TIP_Y - LOBE_Y));
    private static final double FLANK_COS = StrictMath.cos(FLANK_ANGLE);
    private static final double FLANK_SIN = StrictMath.sin(FLANK_ANGLE);
    private static final double FLANK_TOP_Y = LOBE_Y + LOBE_RADIUS * FLANK_SIN;

    /** The signed distance from the outline, in units of the shape's size; negative inside. */
    abstract double distance(double x, double y);

    /** For people: {@code circle}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double length(double x, double y) {
        return Math.sqrt(x * x + y * y);
    }

    private static double box(double x, double y, double halfWidth, double halfHeight) {
        double outX = Math.abs(x) - halfWidth;
        double outY = Math.abs(y) - halfHeight;
        return length(Math.max(outX, 0), Math.max(outY, 0)) + Math.min(Math.max(outX, outY), 0);
    }

    /** The corners x, y, x, y, ... of a polygon, pointing up, with corners in turn at the two radii if these differ. */
    private static double[] polygon(int points, double radius, double innerRadius) {
        int corners = radius == innerRadius ? points : 2 * points;
        double[] xy = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double r = i % 2 == 0 || corners == points ? radius : innerRadius;
            xy[2 * i] = r * StrictMath.sin(angle);
            xy[2 * i + 1] = -r * StrictMath.cos(angle);
        }
        return xy;
    }

    /** The distance to the nearest edge, with the sign of the even-odd rule. */
    private static double polygonDistance(double[] corners, double x, double y) {
        double nearest = Double.POSITIVE_INFINITY;
        boolean inside = false;
        double fromX = corners[corners.length - 2];
        double fromY = corners[corners.length - 1];
        for (int i = 0; i < corners.length; i += 2) {
            double toX = corners[i];
            double toY = corners[i + 1];
            double dx = toX - fromX;
            double dy = toY - fromY;
            double along = ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy);
            along = Math.max(0, Math.min(1, along));
            nearest = Math.min(nearest, length(x - fromX - along * dx, y - fromY - along * dy));
            if (fromY > y != toY > y && x < fromX + (y - fromY) / dy * dx) {
                inside = !inside;
            }
            fromX = toX;
            fromY = toY;
        }
        return inside ? -nearest : nearest;
    }
}
