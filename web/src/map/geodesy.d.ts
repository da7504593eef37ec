declare module 'geodesy/utm.js' {
  export default class Utm {
    constructor(zone: number, hemisphere: 'N' | 'S', easting: number, northing: number);
    readonly zone: number;
    readonly hemisphere: 'N' | 'S';
    readonly easting: number;
    readonly northing: number;
    toLatLon(): LatLon;
  }
  export class LatLon {
    constructor(lat: number, lon: number);
    readonly lat: number;
    readonly lon: number;
    toUtm(): Utm;
  }
}
