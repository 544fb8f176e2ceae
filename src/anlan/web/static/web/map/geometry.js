// Plane and sphere geometry that the map's tools need.
const RADIUS = 6371008.8;
const radians = (degrees) => (degrees * Math.PI) / 180;

export function distance([lon1, lat1], [lon2, lat2]) {
  const a = Math.sin(radians(lat2 - lat1) / 2) ** 2 + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(radians(lon2 - lon1) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(a)));
}

export function length(points) {
  return points.slice(1).reduce((sum, point, index) => sum + distance(points[index], point), 0);
}

export function area(points) {
  let sum = 0;
  points.forEach(([lon1, lat1], index) => {
    const [lon2, lat2] = points[(index + 1) % points.length];
    sum += radians(lon2 - lon1) * (2 + Math.sin(radians(lat1)) + Math.sin(radians(lat2)));
  });
  return Math.abs((sum * RADIUS * RADIUS) / 2);
}

const side = (a, b, c) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
const cross = (a, b, c, d) => side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;

// Tells whether the ring (not repeated at its end) crosses or touches itself other than at neighbouring corners.
export function crossesItself(ring, isClosed = true) {
  const edges = ring.map((point, index) => [point, ring[(index + 1) % ring.length]]);
  if (!isClosed) edges.pop();
  for (let i = 0; i < edges.length; i += 1) {
    for (let j = i + 2; j < edges.length; j += 1) {
      if (isClosed && i === 0 && j === edges.length - 1) continue;
      if (cross(...edges[i], ...edges[j])) return true;
    }
  }
  return false;
}

export function metres(value) {
  return value < 1000 ? `${Math.round(value)} m` : `${(value / 1000).toFixed(value < 100000 ? 2 : 0)} km`;
}

export function hectares(value) {
  return value < 1e6 ? `${(value / 1e4).toFixed(1)} ha` : `${(value / 1e6).toFixed(1)} km\u00b2`;
}
