import type { Theme } from '../app/theme.svelte';
import { palette, type Palette } from './palette';

/** Pixels of a symbol's picture per pixel of the map. */
export const SYMBOL_RATIO = 2;

type Draw = (pen: CanvasRenderingContext2D, colours: Palette) => void;
interface Symbol {
  size: number;
  draw: Draw;
}

function diamond(pen: CanvasRenderingContext2D, middle: number, reach: number): void {
  pen.beginPath();
  pen.moveTo(middle, middle - reach);
  pen.lineTo(middle + reach, middle);
  pen.lineTo(middle, middle + reach);
  pen.lineTo(middle - reach, middle);
  pen.closePath();
}

const SYMBOLS: Record<string, Symbol> = {
  'alert-confirmed': {
    size: 22,
    draw(pen, colours) {
      diamond(pen, 11, 9.5);
      pen.fillStyle = colours.halo;
      pen.fill();
      diamond(pen, 11, 7.2);
      pen.fillStyle = colours.confirmed;
      pen.fill();
    },
  },
  'alert-provisional': {
    size: 22,
    draw(pen, colours) {
      pen.beginPath();
      pen.arc(11, 11, 8.2, 0, 2 * Math.PI);
      pen.fillStyle = colours.halo;
      pen.fill();
      pen.beginPath();
      pen.arc(11, 11, 5.4, 0, 2 * Math.PI);
      pen.strokeStyle = colours.provisional;
      pen.lineWidth = 2.6;
      pen.stroke();
    },
  },
  report: {
    size: 20,
    draw(pen, colours) {
      pen.strokeStyle = colours.halo;
      pen.lineWidth = 4;
      flag(pen);
      pen.stroke();
      pen.strokeStyle = colours.report;
      pen.fillStyle = colours.report;
      pen.lineWidth = 1.8;
      flag(pen);
      pen.stroke();
      pen.fill();
    },
  },
  reinfo: {
    size: 10,
    draw(pen, colours) {
      pen.fillStyle = colours.halo;
      pen.fillRect(1, 1, 8, 8);
      pen.strokeStyle = colours.reinfo;
      pen.lineWidth = 1.4;
      pen.strokeRect(2.2, 2.2, 5.6, 5.6);
    },
  },
  pin: {
    size: 32,
    draw(pen, colours) {
      pen.beginPath();
      pen.moveTo(16, 31);
      pen.bezierCurveTo(9, 21, 6, 17, 6, 12);
      pen.arc(16, 12, 10, Math.PI, 0);
      pen.bezierCurveTo(26, 17, 23, 21, 16, 31);
      pen.fillStyle = colours.selected;
      pen.fill();
      pen.strokeStyle = colours.halo;
      pen.lineWidth = 1.5;
      pen.stroke();
      pen.beginPath();
      pen.arc(16, 12, 3.6, 0, 2 * Math.PI);
      pen.fillStyle = colours.paper;
      pen.fill();
    },
  },
  'hatch/mining_zone': {
    size: 10,
    draw(pen, colours) {
      pen.strokeStyle = colours.zone;
      pen.globalAlpha = 0.38;
      pen.lineWidth = 1;
      for (const offset of [-10, 0, 10]) {
        pen.beginPath();
        pen.moveTo(offset, 10);
        pen.lineTo(offset + 10, 0);
        pen.stroke();
      }
    },
  },
  'dots/native_community': {
    size: 12,
    draw(pen, colours) {
      pen.fillStyle = colours.community;
      pen.globalAlpha = 0.55;
      for (const [x, y] of [
        [3, 3],
        [9, 9],
      ] as const) {
        pen.beginPath();
        pen.arc(x, y, 1, 0, 2 * Math.PI);
        pen.fill();
      }
    },
  },
};

function flag(pen: CanvasRenderingContext2D): void {
  pen.beginPath();
  pen.moveTo(4, 18);
  pen.lineTo(4, 3);
  pen.lineTo(15, 6.5);
  pen.lineTo(4, 10);
}

/**
 * Draws the symbol `name/tone` (`alert-confirmed/dark`), or returns null if there is none.
 * Symbols are drawn, not loaded: nothing to fetch and one source for map and legend.
 */
export function drawSymbol(id: string): ImageData | null {
  const cut = id.lastIndexOf('/');
  const symbol = SYMBOLS[id.slice(0, cut)];
  if (!symbol) return null;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = symbol.size * SYMBOL_RATIO;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.scale(SYMBOL_RATIO, SYMBOL_RATIO);
  pen.lineJoin = 'round';
  symbol.draw(pen, palette(id.slice(cut + 1) as Theme, false));
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
