/**
 * Shapes as signed distance functions: how far a point is from the edge, negative inside. They melt into each
 * other with `blend`, which is all it takes to draw something soft.
 */
export interface Shape {
  distance(x: number, y: number): number;
  /** left, top, right, bottom: outside of it the distance is never asked. */
  readonly bounds: readonly [number, number, number, number];
}

export function ellipse(cx: number, cy: number, rx: number, ry: number, turn = 0): Shape {
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const reach = Math.max(rx, ry);
  return {
    bounds: [cx - reach, cy - reach, cx + reach, cy + reach],
    distance(x, y) {
      const u = (x - cx) * cos + (y - cy) * sin;
      const v = (y - cy) * cos - (x - cx) * sin;
      const k0 = length(u / rx, v / ry);
      const k1 = length(u / (rx * rx), v / (ry * ry));
      return k1 === 0 ? -Math.min(rx, ry) : (k0 * (k0 - 1)) / k1;
    },
  };
}

export function circle(cx: number, cy: number, r: number): Shape {
  return {
    bounds: [cx - r, cy - r, cx + r, cy + r],
    distance: (x, y) => length(x - cx, y - cy) - r,
  };
}

export type Point = readonly [x: number, y: number];

/** A polygon with corners rounded by `round`. */
export function polygon(points: readonly Point[], round = 0): Shape {
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  return {
    bounds: [Math.min(...xs) - round, Math.min(...ys) - round, Math.max(...xs) + round, Math.max(...ys) + round],
    distance(x, y) {
      let nearest = Number.POSITIVE_INFINITY;
      let inside = false;
      for (let i = 0, j = points.length - 1; i < points.length; j = i, i += 1) {
        const [ax, ay] = points[i]!;
        const [bx, by] = points[j]!;
        const t = nearestOn(x, y, ax, ay, bx, by);
        const dx = x - ax - (bx - ax) * t;
        const dy = y - ay - (by - ay) * t;
        nearest = Math.min(nearest, dx * dx + dy * dy);
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      }
      const distance = Math.sqrt(nearest);
      return (inside ? -distance : distance) - round;
    },
  };
}

export function box(left: number, top: number, right: number, bottom: number, round = 0): Shape {
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  const [halfWidth, halfHeight] = [(right - left) / 2 - round, (bottom - top) / 2 - round];
  return {
    bounds: [left, top, right, bottom],
    distance(x, y) {
      const dx = Math.abs(x - cx) - halfWidth;
      const dy = Math.abs(y - cy) - halfHeight;
      return length(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round;
    },
  };
}

/** A stroke through the points, as thick as `from` at its start and `to` at its end. */
export function stroke(points: readonly Point[], from: number, to = from): Shape {
  const curve = smooth(points);
  const thick = Math.max(from, to);
  const xs = curve.map((p) => p[0]);
  const ys = curve.map((p) => p[1]);
  return {
    bounds: [Math.min(...xs) - thick, Math.min(...ys) - thick, Math.max(...xs) + thick, Math.max(...ys) + thick],
    distance(x, y) {
      let nearest = Number.POSITIVE_INFINITY;
      for (let i = 1; i < curve.length; i += 1) {
        const [ax, ay] = curve[i - 1]!;
        const [bx, by] = curve[i]!;
        const along = nearestOn(x, y, ax, ay, bx, by);
        const dx = x - ax - (bx - ax) * along;
        const dy = y - ay - (by - ay) * along;
        const thickness = from + ((to - from) * (i - 1 + along)) / (curve.length - 1);
        nearest = Math.min(nearest, Math.sqrt(dx * dx + dy * dy) - thickness);
      }
      return nearest;
    },
  };
}

/** Two or more shapes melted together over the width `k`. */
export function blend(k: number, ...shapes: readonly Shape[]): Shape {
  return {
    bounds: union(shapes.map((s) => s.bounds)),
    distance(x, y) {
      let d = Number.POSITIVE_INFINITY;
      for (const shape of shapes) {
        const e = shape.distance(x, y);
        if (d === Number.POSITIVE_INFINITY) d = e;
        else {
          const h = Math.max(k - Math.abs(d - e), 0) / k;
          d = Math.min(d, e) - (h * h * k) / 4;
        }
      }
      return d;
    },
  };
}

/** An edge of short hairs instead of a line. */
export function furry(shape: Shape, length: number): Shape {
  const [l, t, r, b] = shape.bounds;
  return {
    bounds: [l - length, t - length, r + length, b + length],
    distance(x, y) {
      const d = shape.distance(x, y);
      if (d > length * 2 || d < -length * 3) return d;
      const hairs = Math.sin(x * 61 + Math.sin(y * 23) * 2.1) * Math.sin(y * 57 + Math.sin(x * 29) * 2.3);
      return d - hairs * length;
    },
  };
}

/** The same shape, turned about a point. */
export function turned(shape: Shape, cx: number, cy: number, angle: number): Shape {
  if (angle === 0) return shape;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const [l, t, r, b] = shape.bounds;
  const corners = [l, r].flatMap((x) =>
    [t, b].map((y): Point => [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos]),
  );
  return {
    bounds: union(corners.map(([x, y]) => [x, y, x, y])),
    distance(x, y) {
      const dx = x - cx;
      const dy = y - cy;
      return shape.distance(cx + dx * cos + dy * sin, cy + dy * cos - dx * sin);
    },
  };
}

/** `Math.hypot` guards against overflow, which costs more than all the rest here. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

function union(all: readonly (readonly [number, number, number, number])[]): [number, number, number, number] {
  return [
    Math.min(...all.map((b) => b[0])),
    Math.min(...all.map((b) => b[1])),
    Math.max(...all.map((b) => b[2])),
    Math.max(...all.map((b) => b[3])),
  ];
}

/** How far along the segment from a to b the nearest point to x, y is: 0 to 1. */
function nearestOn(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  return square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square));
}

/** Catmull-Rom through the points, eight steps to each. */
function smooth(points: readonly Point[]): readonly Point[] {
  if (points.length < 3) return points;
  const out: Point[] = [];
  for (let i = 0; i < points.length - 1; i += 1) {
    const [p0, p1, p2, p3] = [points[i - 1] ?? points[i]!, points[i]!, points[i + 1]!, points[i + 2] ?? points[i + 1]!];
    for (let step = 0; step < 8; step += 1) {
      const t = step / 8;
      out.push([spline(p0[0], p1[0], p2[0], p3[0], t), spline(p0[1], p1[1], p2[1], p3[1], t)]);
    }
  }
  out.push(points[points.length - 1]!);
  return out;
}

function spline(a: number, b: number, c: number, d: number, t: number): number {
  return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
}
